/** Signing and verifying: DSSE envelopes with Ed25519, ECDSA P-256 and ML-DSA-65 signatures. */
@NullMarked
package org.harborlight.schemas.envelope;

import org.jspecify.annotations.NullMarked;
