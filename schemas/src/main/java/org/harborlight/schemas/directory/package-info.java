/** The signed directory: participants, jurisdictions, rules and exchange keys, folded from one topic. */
@NullMarked
package org.harborlight.schemas.directory;

import org.jspecify.annotations.NullMarked;
