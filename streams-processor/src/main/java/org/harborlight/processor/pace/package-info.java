/** When transactions commit. */
@NullMarked
package org.harborlight.processor.pace;

import org.jspecify.annotations.NullMarked;
