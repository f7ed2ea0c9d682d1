package org.harborlight.schemas.envelope;

import java.util.List;

/** Result of checking the signatures of an envelope. Anything but {@link Valid} is a refusal. */
public sealed interface SignatureCheck {
    /** Every signature present verified. */
    record Valid(List<String> keyIds) implements SignatureCheck {
        public Valid {
            keyIds = List.copyOf(keyIds);
        }
    }

    /** No such key among the keys of the party. */
    record UnknownKey(String keyId) implements SignatureCheck {}

    /** The signature is not over these bytes by this key. */
    record BadSignature(String keyId) implements SignatureCheck {}

    /** The key is not yet valid, no longer valid, or revoked. */
    record KeyNotValid(String keyId) implements SignatureCheck {}

    record NoSignature() implements SignatureCheck {}

    /** Two signatures name one key: a second one proves nothing. */
    record DuplicateKey(String keyId) implements SignatureCheck {}

    record TooManySignatures() implements SignatureCheck {}
}
