/** What the gateway takes on at one time, and how much of it from whom. */
@NullMarked
package org.harborlight.gateway.admission;

import org.jspecify.annotations.NullMarked;
