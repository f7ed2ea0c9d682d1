/** A process that submits: open loop, latency from the intended time. */
@NullMarked
package org.harborlight.bench.load;

import org.jspecify.annotations.NullMarked;
