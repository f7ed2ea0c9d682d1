package org.harborlight.standalone.demo;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.harborlight.schemas.ActorRole;
import org.harborlight.schemas.AgeBand;
import org.harborlight.schemas.Audience;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Verdict;

/** Notices that the safeguards or the submitter's own wish narrow, and those that reach nobody. */
final class SafeguardNotices {
    private final NoticeShapes shapes;
    private final RandomGenerator random;

    SafeguardNotices(NoticeShapes shapes, RandomGenerator random) {
        this.shapes = shapes;
        this.random = random;
    }

    boolean handles(Scenario scenario) {
        return switch (scenario) {
            case NOT_REVIEWED, AUDIENCE_LIMITED, MINOR_REPORTED, SELF_GENERATED, NO_DESK, TEST -> true;
            case FIRST,
                    REPLAY,
                    REPEAT,
                    CORROBORATION,
                    FOLLOW_UP,
                    CORRECTION,
                    RETRACTION,
                    CONFLICT,
                    TAMPERED_PAYLOAD,
                    UNKNOWN_KEY,
                    OTHER_SIGNER,
                    OTHER_CERTIFICATE,
                    NO_CERTIFICATE,
                    MEDIA_BYTES,
                    OVERSIZE,
                    UNKNOWN_SCHEMA,
                    FUTURE_TIMESTAMP -> false;
        };
    }

    PlannedNotice of(Scenario scenario) {
        IncidentNotice.Builder notice = base();
        Expected expected = Expected.Accepted.openedFor(StakeholderKind.HOTLINE);
        switch (scenario) {
            case NOT_REVIEWED ->
                notice.setDetection(Detection.newBuilder()
                        .setMethod(DetectionMethod.HASH_MATCH)
                        .setHumanReviewed(false)
                        .setContext(DetectionContext.PRIVATE_MESSAGE)
                        .build());
            case AUDIENCE_LIMITED ->
                notice.setAudience(new Audience(List.of(StakeholderKind.HOTLINE), List.of(), List.of()));
            case MINOR_REPORTED ->
                notice.setActors(List.of(shapes.reportedPerson(account(), AgeBand.FROM_16_TO_17), shapes.child(2)));
            case SELF_GENERATED ->
                notice.setAnnotations(List.of(NoticeAnnotation.APPEARS_SELF_GENERATED))
                        .setJurisdictionFacts(List.of(
                                shapes.fact("DE", JurisdictionBasis.VICTIM_LOCATION),
                                shapes.fact("NL", JurisdictionBasis.HOSTING)))
                        .setActors(notice.getActors().stream()
                                .filter(actor -> actor.getRole() == ActorRole.CHILD_VICTIM)
                                .toList());
            case NO_DESK -> {
                notice.setJurisdictionFacts(List.of(shapes.fact("NZ", JurisdictionBasis.REPORTED_PERSON_LOCATION)));
                expected = Expected.Accepted.ended(Verdict.HELD);
            }
            case TEST -> {
                notice.setTest(true);
                expected = Expected.Accepted.ended(Verdict.TEST);
            }
            default -> throw new IllegalArgumentException("no safeguard: " + scenario);
        }
        IncidentNotice built = notice.build();
        return new PlannedNotice(
                scenario, built.getSubmitterId(), FirstNotices.plain(built), Optional.empty(), expected);
    }

    private IncidentNotice.Builder base() {
        List<DemoCast.Submitter> submitters = DemoCast.submitters();
        String submitter = submitters.get(random.nextInt(submitters.size())).id();
        String account = account();
        return shapes.notice(submitter, HarmType.CSAM)
                .setActors(shapes.adultAndChild(account))
                .setContent(shapes.picture("picture of " + account))
                .setJurisdictionFacts(List.of(
                        shapes.fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION),
                        shapes.fact("NL", JurisdictionBasis.HOSTING)));
    }

    private String account() {
        return "account-" + Long.toUnsignedString(random.nextLong(), 36);
    }
}
