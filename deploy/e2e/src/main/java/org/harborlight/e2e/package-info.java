/** Whole-system and fault tests. */
@NullMarked
package org.harborlight.e2e;

import org.jspecify.annotations.NullMarked;
