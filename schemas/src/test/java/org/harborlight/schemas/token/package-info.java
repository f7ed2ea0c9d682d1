/** A token in software, for tests. */
@NullMarked
package org.harborlight.schemas.token;

import org.jspecify.annotations.NullMarked;
