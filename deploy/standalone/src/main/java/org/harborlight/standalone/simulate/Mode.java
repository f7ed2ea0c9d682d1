package org.harborlight.standalone.simulate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way in which a partner's endpoint behaves. */
public enum Mode {
    OK("verifies, keeps, echoes"),
    HANG("takes the request and never answers"),
    SLOW_DRIP("sends the right echo, a byte at a time"),
    RESET_MID_BODY("sends half of the right echo, then resets the connection"),
    GARBAGE_200("answers 200 with a page that is no echo"),
    HUGE_ANSWER("sends the right echo in an answer of more than 16 KiB"),
    OTHER_DELIVERY("echoes another delivery"),
    WRONG_DIGEST("echoes the delivery with another digest"),
    LATE_RECEIPT("answers 202 without an echo, and sends the receipt to the connector later"),
    RETRY_AFTER_SECONDS("answers 429, Retry-After in seconds"),
    RETRY_AFTER_DATE("answers 429, Retry-After as a date"),
    GONE("answers 410"),
    STORM("answers 500, 502, 503, 504 by turns"),
    REDIRECT("answers 307 to another path of its own"),
    EXPIRED_CERTIFICATE("shows a certificate that has expired"),
    WRONG_SAN("shows a certificate of another name"),
    TLS_DOWNGRADE("chooses TLS 1.1, whatever is offered");

    private final String does;

    Mode(String does) {
        this.does = does;
    }

    /** As it is written on the command line, for example {@code slow-drip}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in a few words. */
    public String does() {
        return does;
    }

    /** Whether it is the TLS handshake that goes wrong, so that no request should ever come. */
    public boolean spoilsHandshake() {
        return this == EXPIRED_CERTIFICATE || this == WRONG_SAN || this == TLS_DOWNGRADE;
    }

    public static Optional<Mode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }
}
