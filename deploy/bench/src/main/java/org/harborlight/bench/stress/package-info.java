/** The exchange beyond its capacity, and for a long time with faults. */
@NullMarked
package org.harborlight.bench.stress;

import org.jspecify.annotations.NullMarked;
