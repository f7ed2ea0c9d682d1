/** Jurisdiction facts of a notice: declared, located, established. Pure functions over immutable data. */
@NullMarked
package org.harborlight.processor.enrich;

import org.jspecify.annotations.NullMarked;
