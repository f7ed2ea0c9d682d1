/** What becomes of a record that cannot be processed. */
@NullMarked
package org.harborlight.processor.error;

import org.jspecify.annotations.NullMarked;
