package org.harborlight.processor.route;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.processor.enrich.Facts;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.LinkedNotice;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.StakeholderKind;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one recipient gets of one case version: always the full current snapshot of what is released, within a
 * size that fits the broker's limits. Pure and thread-safe; the same case version makes the same delivery id.
 */
public final class DeliveryComposer {
    private static final int MAX_FACTS = 256;

    private final Identifiers identifiers;
    private final int snapshotBytes;

    public DeliveryComposer(Identifiers identifiers, int snapshotBytes) {
        this.identifiers = identifiers;
        this.snapshotBytes = snapshotBytes;
    }

    /** The delivery for one recipient of the decision. */
    public Delivery compose(RoutingDecision decision, Recipient recipient, DeliveryMoment moment) {
        CaseIdentity identity = decision.view().identity();
        SharedNotices notices = new SharedNotices(decision, recipient);
        List<SharedNotice> shared = recipient.pointer() ? List.of() : notices.within(snapshotBytes, moment);
        List<LinkedNotice> links = recipient.pointer() ? List.of() : links(decision, recipient);
        return Delivery.newBuilder()
                .setDeliveryId(deliveryId(identity, recipient.partnerId(), moment.version()))
                .setPartnerId(recipient.partnerId())
                .setCaseId(identity.caseId())
                .setLane(identity.lane())
                .setVersion(moment.version())
                .setKind(kind(decision, recipient, moment))
                .setTest(identity.test())
                .setPriority(displayed(decision).priority())
                .setHarms(displayed(decision).harms())
                .setTrigger(moment.trigger().origin())
                .setOpenedAt(identity.openedAt())
                .setDecidedAt(moment.decidedAt())
                .setChanged(moment.changed())
                .setNotices(shared)
                .setLinks(links)
                .setLinkCount(decision.view().links().count())
                .setReasons(recipient.reasons())
                .setFacts(recipient.pointer() || !recipient.active() ? List.of() : facts(decision, notices))
                .setSafeguards(recipient.safeguards())
                .setReleasedSections(releasedSections(shared))
                .setRecipientKind(recipient.partner().getKind())
                .setRecipientCountry(recipient.country())
                .setSupportReferrals(decision.supportReferrals())
                .setDirectoryHead(moment.directoryHead())
                .setDueBy(dueBy(identity.lane(), recipient, moment.decidedAt()))
                .setTakedownHolds(
                        isToldOfHolds(recipient) ? decision.view().answers().live(moment.decidedAt()) : List.of())
                .setGathered(moment.digest().stream().map(CaseNotice::origin).toList())
                .build();
    }

    /** Those who have content taken down, and know which. */
    private static boolean isToldOfHolds(Recipient recipient) {
        return recipient.partner().getKind() == StakeholderKind.HOTLINE && recipient.active() && !recipient.pointer();
    }

    /**
     * Opening time is part of the id: a case that opens again after its retention keeps its case id and counts its
     * versions anew, and a partner must not take the new case for a repeat of the old one.
     */
    private String deliveryId(CaseIdentity identity, String partnerId, int version) {
        String opening = identity.caseId() + "@" + identity.openedAt().toEpochMilli();
        return identifiers.deliveryId(opening, partnerId, version, identity.lane());
    }

    private static DeliveryKind kind(RoutingDecision decision, Recipient recipient, DeliveryMoment moment) {
        boolean holder = decision.holds(recipient) && !moment.opens();
        if (holder && isWithdrawn(decision.view())) {
            return DeliveryKind.CASE_RETRACTED;
        }
        if (recipient.pointer()) {
            return DeliveryKind.POINTER;
        }
        return holder ? DeliveryKind.CASE_UPDATED : DeliveryKind.CASE_OPENED;
    }

    /** What left it was not withdrawn: a case of which nothing else is left is told as one that has changed. */
    private static boolean isWithdrawn(CaseSnapshot view) {
        return view.standing().isEmpty()
                && view.notices().stream().anyMatch(notice -> !notice.standing().unlinked());
    }

    /** Of the standing notices, or, once all are withdrawn, of what was withdrawn. */
    private static Circumstances displayed(RoutingDecision decision) {
        return decision.view().standing().isEmpty()
                ? decision.view().notices().stream()
                        .map(notice -> Circumstances.of(notice.notice()))
                        .reduce(Circumstances.NONE, Circumstances::merge)
                : decision.circumstances();
    }

    private static List<LinkedNotice> links(RoutingDecision decision, Recipient recipient) {
        Set<String> hidden = decision.view().notices().stream()
                .filter(notice -> !decision.shows(recipient, notice))
                .map(notice -> notice.submitterId() + "/" + notice.noticeId())
                .collect(Collectors.toSet());
        return decision.view().links().newest().stream()
                .filter(link -> !hidden.contains(link.getSubmitterId() + "/" + link.getNoticeId()))
                .toList();
    }

    private static List<Fact> facts(RoutingDecision decision, SharedNotices notices) {
        return Facts.union(Stream.concat(
                                notices.visible().stream()
                                        .filter(CaseNotice::stands)
                                        .flatMap(notice -> notice.facts().stream()),
                                Stream.concat(
                                        decision.view().background().facts().stream(),
                                        decision.view().answers().facts().stream()))
                        .toList())
                .stream()
                .limit(MAX_FACTS)
                .toList();
    }

    private static List<SectionKind> releasedSections(List<SharedNotice> shared) {
        return new ArrayList<>(shared.stream()
                .flatMap(notice -> notice.getSections().stream())
                .map(SealedSection::getKind)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static @Nullable Instant dueBy(Lane lane, Recipient recipient, Instant decidedAt) {
        Integer seconds = recipient.partner().getDueWithinSeconds();
        return lane == Lane.URGENT && seconds != null ? decidedAt.plus(Duration.ofSeconds(seconds)) : null;
    }
}
