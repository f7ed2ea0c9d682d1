/** A process that receives as every partner of the rig. */
@NullMarked
package org.harborlight.bench.desk;

import org.jspecify.annotations.NullMarked;
