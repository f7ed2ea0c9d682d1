package org.harborlight.standalone.demo;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.standalone.submitter.PlainNotice;

/** Notices that join the case of an earlier one, in each of the ways there are. */
final class LaterNotices {
    private final NoticeShapes shapes;
    private final RandomGenerator random;

    LaterNotices(NoticeShapes shapes, RandomGenerator random) {
        this.shapes = shapes;
        this.random = random;
    }

    PlannedNotice of(Scenario scenario, PlannedNotice original) {
        IncidentNotice first = original.plain().notice();
        return switch (scenario) {
            case REPLAY -> plan(scenario, original, original.plain(), LinkKind.REPLAY);
            case REPEAT -> plan(scenario, original, again(first, first.getSubmitterId()), LinkKind.REPEAT);
            case CORROBORATION -> plan(scenario, original, again(first, other(first)), LinkKind.CORROBORATION);
            case FOLLOW_UP -> plan(scenario, original, revision(first, NoticeKind.FOLLOW_UP), LinkKind.FOLLOW_UP);
            case CORRECTION -> plan(scenario, original, revision(first, NoticeKind.CORRECTION), LinkKind.CORRECTION);
            case RETRACTION -> plan(scenario, original, retraction(first), LinkKind.RETRACTION);
            case CONFLICT -> plan(scenario, original, conflict(first), LinkKind.CONFLICT);
            case FIRST,
                    NOT_REVIEWED,
                    AUDIENCE_LIMITED,
                    MINOR_REPORTED,
                    SELF_GENERATED,
                    NO_DESK,
                    TEST,
                    TAMPERED_PAYLOAD,
                    UNKNOWN_KEY,
                    OTHER_SIGNER,
                    OTHER_CERTIFICATE,
                    NO_CERTIFICATE,
                    MEDIA_BYTES,
                    OVERSIZE,
                    UNKNOWN_SCHEMA,
                    FUTURE_TIMESTAMP -> throw new IllegalArgumentException("not a later notice: " + scenario);
        };
    }

    private static PlannedNotice plan(Scenario scenario, PlannedNotice original, PlainNotice plain, LinkKind link) {
        return new PlannedNotice(
                scenario,
                plain.notice().getSubmitterId(),
                plain,
                Optional.of(original),
                Expected.Accepted.linked(link));
    }

    /** A new incident with the same reported person and the same content. */
    private PlainNotice again(IncidentNotice first, String submitterId) {
        return FirstNotices.plain(IncidentNotice.newBuilder(first)
                .setNoticeId(shapes.noticeId())
                .setSubmitterId(submitterId)
                .setIncidentKey(shapes.incidentKey())
                .setCreatedAt(shapes.now())
                .build());
    }

    private PlainNotice revision(IncidentNotice first, NoticeKind kind) {
        return FirstNotices.plain(IncidentNotice.newBuilder(first)
                .setNoticeId(shapes.noticeId())
                .setKind(kind)
                .setRefersTo(first.getNoticeId())
                .setCreatedAt(shapes.now())
                .build());
    }

    private PlainNotice retraction(IncidentNotice first) {
        RetractionReason[] reasons = {
            RetractionReason.MISTAKEN_IDENTITY, RetractionReason.NOT_ILLEGAL, RetractionReason.SUBMITTER_ERROR
        };
        IncidentNotice notice = IncidentNotice.newBuilder(first)
                .setNoticeId(shapes.noticeId())
                .setKind(NoticeKind.RETRACTION)
                .setRefersTo(first.getNoticeId())
                .setRetractionReason(reasons[random.nextInt(reasons.length)])
                .setCreatedAt(shapes.now())
                .build();
        return new PlainNotice(notice, java.util.Map.of());
    }

    /** The same notice id with another content. */
    private PlainNotice conflict(IncidentNotice first) {
        return FirstNotices.plain(IncidentNotice.newBuilder(first)
                .setService("another service than before")
                .build());
    }

    private String other(IncidentNotice first) {
        List<String> others = DemoCast.submitters().stream()
                .map(DemoCast.Submitter::id)
                .filter(id -> !id.equals(first.getSubmitterId()))
                .toList();
        return others.get(random.nextInt(others.size()));
    }
}
