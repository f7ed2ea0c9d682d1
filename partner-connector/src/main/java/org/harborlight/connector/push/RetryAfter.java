package org.harborlight.connector.push;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the Retry-After header (RFC 9110, section 10.2.3): delay in seconds, or an HTTP date. Stateless. */
final class RetryAfter {
    private static final int LONGEST = 40;

    private RetryAfter() {}

    /** Never negative; empty for an absent or unreadable value. The caller bounds it. */
    static Optional<Duration> parse(@Nullable String header, Instant now) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        String value = header.strip();
        try {
            if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            Duration wait = Duration.between(now, at);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
