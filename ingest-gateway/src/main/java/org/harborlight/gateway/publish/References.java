package org.harborlight.gateway.publish;

import org.harborlight.schemas.Identifiers;

/** Makes references with the exchange's reference key, the only key for identifiers that a gateway holds. Thread-safe. */
public final class References {
    public static final int MIN_KEY_BYTES = 32;

    private final byte[] key;

    /**
     * Keeps a copy of the key.
     *
     * @throws IllegalArgumentException when the key is shorter than 32 bytes
     */
    public References(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("a reference key needs at least 32 bytes");
        }
        this.key = key.clone();
    }

    String of(String submitterId, String incidentKey) {
        return Identifiers.reference(key, submitterId, incidentKey);
    }
}
