package org.harborlight.processor.status;

import java.time.Instant;
import java.util.function.Supplier;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;

/**
 * Tells whether an envelope was signed by the exchange's connector, with a key that could be used when the record was
 * written, so that books which are read again after a key change stay the same. Thread-safe.
 */
public final class ConnectorSignatures {
    private final EnvelopeVerifier verifier;

    public ConnectorSignatures(Supplier<Directory> directory) {
        this.verifier = new EnvelopeVerifier(keyId -> directory.get().exchangeKey(KeyPurpose.CONNECTOR, keyId));
    }

    boolean valid(SignedEnvelope envelope, Instant writtenAt) {
        return verifier.verify(envelope, writtenAt) instanceof SignatureCheck.Valid;
    }
}
