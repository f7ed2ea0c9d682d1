/** Native implementations of cryptographic primitives, taken where the machine has them. */
@NullMarked
package org.harborlight.schemas.natives;

import org.jspecify.annotations.NullMarked;
