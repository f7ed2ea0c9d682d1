package org.harborlight.standalone.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as an officer needs them: in UTC, which the evidence is kept in, and in the desk's own time. */
final class Times {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    private final ZoneId zone;

    Times(ZoneId zone) {
        this.zone = zone;
    }

    /** {@code 2026-11-24 10:00:05 UTC}. */
    static String utc(Instant time) {
        return LOCAL.format(time.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** {@code 2026-11-24 11:00:05 +01:00 (Europe/Berlin)}. */
    String local(Instant time) {
        return LOCAL.format(time.atZone(zone)) + " " + OFFSET.format(time.atZone(zone)) + " (" + zone.getId() + ")";
    }

    /** Both, the second smaller; once where they are the same. */
    Html write(Html html, Instant time) {
        html.open("time", "datetime", time.toString()).text(utc(time));
        if (!zone.getRules().equals(ZoneOffset.UTC.getRules())) {
            html.lineBreak().open("span", "class", "local").text(local(time)).constant("</span>");
        }
        return html.constant("</time>");
    }

    String zone() {
        return zone.getId();
    }
}
