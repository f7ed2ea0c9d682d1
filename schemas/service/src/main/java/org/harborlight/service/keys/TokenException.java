package org.harborlight.service.keys;

/** A token, or the key in it, cannot be used. The message says why and nothing of a secret. */
final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** What is wrong. */
    enum Reason {
        NO_TOKEN("no token answers under this library and slot"),
        PIN_UNREADABLE("the file of the PIN cannot be read, or is empty"),
        PIN_REFUSED(
                "the token refuses the PIN; it was tried once and is not tried again, so that the token does not lock"),
        NO_KEY("the token has no private key with a certificate under this alias"),
        NOT_P256("the key in the token is not ECDSA P-256, the one algorithm that the JDK reaches there"),
        EXTRACTABLE("the token does not say that the key stays in it (CKA_EXTRACTABLE = false)"),
        OTHER_CERTIFICATE("the certificate in the token does not belong to the private key"),
        NOT_SIGNING("the token does not sign");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    TokenException(Reason reason, Throwable cause) {
        super(reason.words, cause);
        this.reason = reason;
    }

    TokenException(Reason reason) {
        super(reason.words);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
