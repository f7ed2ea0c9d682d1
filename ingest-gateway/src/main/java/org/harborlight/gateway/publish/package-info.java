/** From a verified notice to a record that the brokers have acknowledged. */
@NullMarked
package org.harborlight.gateway.publish;

import org.jspecify.annotations.NullMarked;
