package org.harborlight.schemas.envelope;

import java.util.Optional;

/** Finds a verification key by its id among the keys of one party. */
@FunctionalInterface
public interface KeyLookup {
    Optional<VerificationKey> find(String keyId);
}
