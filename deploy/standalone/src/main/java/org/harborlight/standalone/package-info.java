/** Everything Harborlight needs on one machine, in one program. */
@NullMarked
package org.harborlight.standalone;

import org.jspecify.annotations.NullMarked;
