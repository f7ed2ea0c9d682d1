package org.harborlight.schemas.notice;

/**
 * Something wrong with a notice.
 *
 * @param problem stable problem type: invalid-field, future-timestamp, stale-timestamp or media-not-accepted
 * @param pointer JSON pointer to the field
 * @param message what is wrong, without the value
 */
public record Finding(String problem, String pointer, String message) {
    public static final String INVALID_FIELD = "invalid-field";
    public static final String FUTURE_TIMESTAMP = "future-timestamp";
    public static final String STALE_TIMESTAMP = "stale-timestamp";
    public static final String MEDIA_NOT_ACCEPTED = "media-not-accepted";

    static Finding invalid(String pointer, String message) {
        return new Finding(INVALID_FIELD, pointer, message);
    }
}
