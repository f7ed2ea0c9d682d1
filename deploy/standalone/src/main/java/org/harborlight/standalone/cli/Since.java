package org.harborlight.standalone.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment in the past: an instant, or how long ago, as {@code 30m}, {@code 24h} or {@code 7d}. Stateless. */
final class Since {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhd])");

    private Since() {}

    static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UsageException("--since: a time such as 2026-11-26T10:00:00Z, or 30m, 24h, 7d; not " + text);
        }
    }
}
