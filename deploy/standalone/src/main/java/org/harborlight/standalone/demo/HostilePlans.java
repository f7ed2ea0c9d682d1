package org.harborlight.standalone.demo;

import java.time.Duration;
import java.util.Optional;
import org.harborlight.schemas.IncidentNotice;

/** Notices that must be refused, each for one reason. What makes them hostile is done to their bytes when they are sent. */
final class HostilePlans {
    private final FirstNotices firsts;

    HostilePlans(FirstNotices firsts) {
        this.firsts = firsts;
    }

    PlannedNotice of(Scenario scenario) {
        IncidentNotice notice = firsts.fresh();
        if (scenario == Scenario.FUTURE_TIMESTAMP) {
            notice = IncidentNotice.newBuilder(notice)
                    .setCreatedAt(notice.getCreatedAt().plus(Duration.ofDays(2)))
                    .build();
        }
        return new PlannedNotice(
                scenario, notice.getSubmitterId(), FirstNotices.plain(notice), Optional.empty(), expected(scenario));
    }

    private static Expected expected(Scenario scenario) {
        return switch (scenario) {
            case TAMPERED_PAYLOAD -> new Expected.Refused(401, "bad-signature");
            case UNKNOWN_KEY, OTHER_SIGNER -> new Expected.Refused(401, "unknown-key");
            case OTHER_CERTIFICATE -> new Expected.Refused(403, "submitter-mismatch");
            case NO_CERTIFICATE -> new Expected.NoHandshake();
            case MEDIA_BYTES -> new Expected.Refused(422, "media-not-accepted");
            case OVERSIZE -> new Expected.Refused(413, "too-large");
            case UNKNOWN_SCHEMA -> new Expected.Refused(422, "unknown-schema");
            case FUTURE_TIMESTAMP -> new Expected.Refused(422, "future-timestamp");
            case FIRST,
                    NOT_REVIEWED,
                    AUDIENCE_LIMITED,
                    MINOR_REPORTED,
                    SELF_GENERATED,
                    NO_DESK,
                    TEST,
                    REPLAY,
                    REPEAT,
                    CORROBORATION,
                    FOLLOW_UP,
                    CORRECTION,
                    RETRACTION,
                    CONFLICT -> throw new IllegalArgumentException("not hostile: " + scenario);
        };
    }
}
