/** From bytes as received to a verified notice; no network and no Kafka in here. */
@NullMarked
package org.harborlight.gateway.verify;

import org.jspecify.annotations.NullMarked;
