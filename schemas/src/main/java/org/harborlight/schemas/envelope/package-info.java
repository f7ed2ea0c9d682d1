/** Signing and verifying: DSSE envelopes with Ed25519 signatures. */
@NullMarked
package org.harborlight.schemas.envelope;

import org.jspecify.annotations.NullMarked;
