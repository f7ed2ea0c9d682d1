package org.harborlight.service.tls;

/** The files of a TLS endpoint do not belong together, or cannot be used. The reason is a code and names no content. */
public final class TlsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    TlsRefusedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    TlsRefusedException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
