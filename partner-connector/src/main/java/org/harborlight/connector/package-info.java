/** Delivery of notices to partners. */
@NullMarked
package org.harborlight.connector;

import org.jspecify.annotations.NullMarked;
