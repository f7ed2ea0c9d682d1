/** What the machine itself can do, measured in the same run. */
@NullMarked
package org.harborlight.bench.limits;

import org.jspecify.annotations.NullMarked;
