package org.harborlight.schemas.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.harborlight.schemas.Channel;
import org.harborlight.schemas.Detection;
import org.harborlight.schemas.DetectionContext;
import org.harborlight.schemas.DetectionMethod;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.UrgencyBasis;
import org.jspecify.annotations.Nullable;

/** Checks what a decoded notice says, field by field, and reports everything that is wrong at once. Thread-safe. */
public final class NoticeChecks {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern PARTICIPANT = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final NoticeLimits limits;
    private final InstantSource clock;

    public NoticeChecks(NoticeLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    public List<Finding> check(IncidentNotice notice) {
        List<Finding> findings = new ArrayList<>();
        identity(notice, findings);
        what(notice, findings);
        detection(notice, findings);
        times(notice, findings);
        Instant latest = clock.instant().plus(limits.maxAhead());
        new ContentChecks(limits, findings).content(notice.getContent());
        new ActorChecks(limits, findings).actors(notice.getActors());
        PlaceChecks places = new PlaceChecks(limits, latest, findings);
        places.facts(notice.getJurisdictionFacts());
        places.observations(notice.getNetworkObservations());
        new LawChecks(latest, findings).law(notice);
        sections(notice.getSections(), findings);
        return findings;
    }

    private static void identity(IncidentNotice notice, List<Finding> findings) {
        require(UUID.matcher(notice.getNoticeId()).matches(), "/noticeId", "must be a UUID", findings);
        require(isParticipant(notice.getSubmitterId()), "/submitterId", "must match [a-z0-9-]{1,40}", findings);
        int keyLength = notice.getIncidentKey().length();
        require(keyLength >= 1 && keyLength <= 64, "/incidentKey", "must have 1 to 64 characters", findings);
        require(notice.getKind() != NoticeKind.UNSPECIFIED, "/kind", "must be given", findings);
        @Nullable String refersTo = notice.getRefersTo();
        if (notice.getKind() == NoticeKind.NEW) {
            require(refersTo == null, "/refersTo", "must be absent in a NEW notice", findings);
        } else {
            require(
                    refersTo != null && UUID.matcher(refersTo).matches(),
                    "/refersTo",
                    "must be a UUID unless NEW",
                    findings);
        }
        @Nullable RetractionReason reason = notice.getRetractionReason();
        if (notice.getKind() == NoticeKind.RETRACTION) {
            require(
                    reason != null && reason != RetractionReason.UNSPECIFIED,
                    "/retractionReason",
                    "must be given",
                    findings);
        } else {
            require(reason == null, "/retractionReason", "belongs to a RETRACTION only", findings);
        }
    }

    private static void what(IncidentNotice notice, List<Finding> findings) {
        int harms = notice.getHarms().size();
        require(harms >= 1 && harms <= 4, "/harms", "must have 1 to 4 entries", findings);
        for (int i = 0; i < harms; i++) {
            HarmType harm = notice.getHarms().get(i);
            require(harm != HarmType.UNSPECIFIED, "/harms/" + i, "must be known", findings);
            require(notice.getHarms().indexOf(harm) == i, "/harms/" + i, "must be unique", findings);
        }
        Priority priority = notice.getPriority();
        require(priority != Priority.UNSPECIFIED, "/priority", "must be given", findings);
        @Nullable UrgencyBasis basis = notice.getUrgencyBasis();
        boolean pressing = priority == Priority.IMMINENT || priority == Priority.URGENT;
        require(
                basis != UrgencyBasis.UNSPECIFIED && (basis != null || !pressing),
                "/urgencyBasis",
                "must be known, and given for IMMINENT and URGENT",
                findings);
        int annotations = notice.getAnnotations().size();
        require(annotations <= 8, "/annotations", "must have at most 8 entries", findings);
        for (int i = 0; i < annotations; i++) {
            require(
                    notice.getAnnotations().get(i) != NoticeAnnotation.UNSPECIFIED,
                    "/annotations/" + i,
                    "must be known",
                    findings);
        }
        require(notice.getChannel() != Channel.UNSPECIFIED, "/channel", "must be known", findings);
        require(length(notice.getService()) <= 100, "/service", "must have at most 100 characters", findings);
    }

    private static void detection(IncidentNotice notice, List<Finding> findings) {
        Detection detection = notice.getDetection();
        require(detection.getMethod() != DetectionMethod.UNSPECIFIED, "/detection/method", "must be given", findings);
        require(
                detection.getContext() != DetectionContext.UNSPECIFIED,
                "/detection/context",
                "must be known",
                findings);
    }

    private void times(IncidentNotice notice, List<Finding> findings) {
        Instant now = clock.instant();
        Instant createdAt = notice.getCreatedAt();
        if (createdAt.isAfter(now.plus(limits.maxAhead()))) {
            findings.add(new Finding(Finding.FUTURE_TIMESTAMP, "/createdAt", "lies in the future"));
        } else if (createdAt.isBefore(now.minus(limits.maxAge()))) {
            findings.add(new Finding(Finding.STALE_TIMESTAMP, "/createdAt", "is too old"));
        }
        @Nullable Instant from = notice.getIncidentFrom();
        @Nullable Instant to = notice.getIncidentTo();
        require(
                from == null || to == null || !to.isBefore(from),
                "/incidentTo",
                "must not be before incidentFrom",
                findings);
        require(
                from == null || !from.isAfter(now.plus(limits.maxAhead())),
                "/incidentFrom",
                "must not lie in the future",
                findings);
    }

    private void sections(List<SealedSection> sections, List<Finding> findings) {
        Set<SectionKind> seen = new HashSet<>();
        require(sections.size() <= 5, "/sections", "must have at most 5 entries", findings);
        for (int i = 0; i < sections.size(); i++) {
            SealedSection section = sections.get(i);
            String at = "/sections/" + i;
            require(section.getKind() != SectionKind.UNSPECIFIED, at, "/kind", "must be known", findings);
            require(seen.add(section.getKind()), at, "/kind", "must be unique", findings);
            require(section.getNonce().remaining() == NONCE_BYTES, at, "/nonce", "must have 12 bytes", findings);
            int length = section.getCiphertext().remaining();
            require(
                    length >= TAG_BYTES && length <= limits.sectionBytes(),
                    at,
                    "/ciphertext",
                    "must have 16 to " + limits.sectionBytes() + " bytes",
                    findings);
            if (MediaSignatures.begins(section.getCiphertext())) {
                findings.add(
                        new Finding(Finding.MEDIA_NOT_ACCEPTED, at + "/ciphertext", "begins like media or an archive"));
            }
        }
    }

    static boolean isParticipant(String id) {
        return PARTICIPANT.matcher(id).matches();
    }

    static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    static void require(boolean condition, String pointer, String message, List<Finding> findings) {
        if (!condition) {
            findings.add(Finding.invalid(pointer, message));
        }
    }

    /** Of a field of an entry: its pointer is put together only where it is wanted. */
    static void require(boolean condition, String at, String field, String message, List<Finding> findings) {
        if (!condition) {
            findings.add(Finding.invalid(at + field, message));
        }
    }
}
