package org.harborlight.processor.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.ContentReference;
import org.harborlight.schemas.DigestAlgorithm;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;

/**
 * The notices of a case as one recipient sees them: newest first within a byte budget, the triggering one and those of a
 * digest always whole.
 * Tokens and PDQ digests never leave; of a notice that was withdrawn or unlinked only that fact remains. Pure; one
 * object per delivery.
 */
final class SharedNotices {
    private final RoutingDecision decision;
    private final Recipient recipient;

    SharedNotices(RoutingDecision decision, Recipient recipient) {
        this.decision = decision;
        this.recipient = recipient;
    }

    List<SharedNotice> within(int budget, DeliveryMoment moment) {
        List<CaseNotice> visible = visible();
        Set<Long> fresh = new HashSet<>();
        fresh.add(moment.trigger().sequence());
        moment.digest().forEach(notice -> fresh.add(notice.sequence()));
        int left = budget
                - visible.stream()
                        .filter(notice -> fresh.contains(notice.sequence()))
                        .mapToInt(this::size)
                        .sum();
        List<SharedNotice> shared = new ArrayList<>();
        for (CaseNotice notice : visible) {
            boolean whole = fresh.contains(notice.sequence());
            if (!whole && size(notice) > left) {
                continue;
            }
            left -= whole ? 0 : size(notice);
            shared.add(shared(notice));
        }
        return shared;
    }

    List<CaseNotice> visible() {
        Visibility visibility = decision.visibility(recipient);
        return decision.view().notices().stream()
                .filter(visibility::shows)
                .filter(notice -> recipient.active() || !notice.stands())
                .toList();
    }

    private int size(CaseNotice notice) {
        return recipient.partner().getReleaseProfile().getReleaseEnvelope()
                ? notice.size() + notice.envelopeSize()
                : notice.size();
    }

    private SharedNotice shared(CaseNotice notice) {
        IncidentNotice said = notice.notice();
        SharedNotice.Builder shared = SharedNotice.newBuilder()
                .setOrigin(notice.origin())
                .setKind(said.getKind())
                .setLink(notice.standing().link())
                .setRefersTo(said.getRefersTo())
                .setConflict(inConflict(notice))
                .setRetracted(
                        said.getKind() == NoticeKind.RETRACTION
                                ? said.getRetractionReason()
                                : notice.standing().retracted())
                .setSuperseded(superseded(notice))
                .setUnlinked(notice.standing().unlinked())
                .setCreatedAt(said.getCreatedAt())
                .setHarms(said.getHarms())
                .setPriority(said.getPriority())
                .setChannel(said.getChannel())
                .setDetection(said.getDetection())
                .setDisclosureBasis(said.getDisclosureBasis())
                .setDoNotNotifyActors(said.getDoNotNotifyActors());
        return (notice.stands() ? substance(shared, notice) : nothing(shared)).build();
    }

    private static SharedNotice.Builder nothing(SharedNotice.Builder shared) {
        return shared.setAnnotations(List.of())
                .setContent(List.of())
                .setActors(List.of())
                .setStatutoryFilings(List.of())
                .setSections(List.of());
    }

    private SharedNotice.Builder substance(SharedNotice.Builder shared, CaseNotice notice) {
        IncidentNotice said = notice.notice();
        Set<SectionKind> released = released(said);
        List<SealedSection> sections = said.getSections().stream()
                .filter(section -> released.contains(section.getKind()))
                .toList();
        boolean wholeEnvelope = recipient.partner().getReleaseProfile().getReleaseEnvelope()
                && released.containsAll(recipient.sections())
                // What was signed still calls the child a reported person.
                && !decision.safeguards().uploaderIsChild();
        return shared.setAnnotations(said.getAnnotations())
                .setUrgencyBasis(said.getUrgencyBasis())
                .setIncidentFrom(said.getIncidentFrom())
                .setIncidentTo(said.getIncidentTo())
                .setService(said.getService())
                .setContent(said.getContent().stream()
                        .map(SharedNotices::withoutPerceptualDigests)
                        .toList())
                .setActors(said.getActors().stream()
                        .map(SharedNotices::withoutTokens)
                        .toList())
                .setStatutoryFilings(said.getStatutoryFilings())
                .setPreserveUntil(said.getPreserveUntil())
                .setSections(sections)
                .setEnvelope(wholeEnvelope ? notice.accepted().getEnvelope() : null);
    }

    /** A notice that nobody reviewed opens no identity, also beside one that somebody did. */
    private Set<SectionKind> released(IncidentNotice said) {
        return said.getDetection().getHumanReviewed()
                        || decision.circumstances().imminent()
                ? recipient.sections()
                : Safeguards.withoutIdentity(recipient.sections());
    }

    private boolean inConflict(CaseNotice notice) {
        return notice.standing().link() == LinkKind.CONFLICT
                || decision.view().notices().stream()
                        .anyMatch(other -> other.sequence() != notice.sequence() && sameId(other, notice));
    }

    private boolean superseded(CaseNotice notice) {
        return decision.view().standing().stream()
                .anyMatch(other -> other.notice().getKind() == NoticeKind.CORRECTION
                        && other.submitterId().equals(notice.submitterId())
                        && notice.noticeId().equals(other.notice().getRefersTo()));
    }

    private static boolean sameId(CaseNotice one, CaseNotice other) {
        return one.submitterId().equals(other.submitterId()) && one.noticeId().equals(other.noticeId());
    }

    private static ContentReference withoutPerceptualDigests(ContentReference content) {
        return ContentReference.newBuilder(content)
                .setDigests(content.getDigests().stream()
                        .filter(digest -> digest.getAlgorithm() != DigestAlgorithm.PDQ)
                        .toList())
                .build();
    }

    private static Actor withoutTokens(Actor actor) {
        return Actor.newBuilder(actor).setTokens(List.of()).build();
    }
}
