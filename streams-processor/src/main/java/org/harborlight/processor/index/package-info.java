/** Keys in the order of numbers. */
@NullMarked
package org.harborlight.processor.index;

import org.jspecify.annotations.NullMarked;
