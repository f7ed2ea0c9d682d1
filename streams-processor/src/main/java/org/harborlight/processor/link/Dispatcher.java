package org.harborlight.processor.link;

import java.util.List;
import java.util.stream.Collectors;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.DeliveryComposer;
import org.harborlight.processor.route.DeliveryMoment;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Digests;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/** Composes and signs deliveries, each with the entry of the retry ledger that counts it. Stateless, thread-safe. */
final class Dispatcher {
    private final DeliveryComposer composer;
    private final EnvelopeSigner signer;
    private final SingleObject<Delivery> format = SingleObject.of(Delivery.class);

    Dispatcher(DeliveryComposer composer, EnvelopeSigner signer) {
        this.composer = composer;
        this.signer = signer;
    }

    /** @param cause the notice that the delivery is counted for, which the recipient may see */
    Dispatch dispatch(RoutingDecision decision, Recipient recipient, CaseNotice cause, Version version) {
        DeliveryMoment moment = new DeliveryMoment(
                version.number(),
                version.verdicts().decidedAt(),
                version.verdicts().directoryHead(),
                cause,
                version.changed(),
                version.digest());
        Delivery delivery = composer.compose(decision, recipient, moment);
        return new Dispatch(
                Topics.deliveries(delivery.getPartnerId(), delivery.getLane()),
                delivery.getCaseId(),
                signer.sign(MediaTypes.DELIVERY, format.encode(delivery)),
                pending(delivery),
                recipient.route(delivery.getDeliveryId()),
                cause,
                delivery.getNotices().stream().map(SharedNotice::getOrigin).collect(Collectors.toSet()));
    }

    /** One version of a case: its number, how its outcome starts, what changed, and what waited for it. */
    record Version(int number, Verdicts verdicts, List<String> changed, List<CaseNotice> digest) {
        Version(int number, Verdicts verdicts, List<String> changed) {
            this(number, verdicts, changed, List.of());
        }
    }

    private static DeliveryState pending(Delivery delivery) {
        return DeliveryState.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setPartnerId(delivery.getPartnerId())
                .setLane(delivery.getLane())
                .setCaseId(delivery.getCaseId())
                .setVersion(delivery.getVersion())
                .setKind(delivery.getKind())
                .setSubmitterId(delivery.getTrigger().getSubmitterId())
                .setNoticeId(delivery.getTrigger().getNoticeId())
                .setRecipientKind(delivery.getRecipientKind())
                .setRecipientCountry(delivery.getRecipientCountry())
                .setAcceptedAt(delivery.getTrigger().getAcceptedAt())
                .setAttempts(0)
                .setState(DeliveryStatus.PENDING)
                .setDueBy(delivery.getDueBy())
                .setUpdatedAt(delivery.getDecidedAt())
                .setAlsoOf(Digests.alsoOf(delivery))
                // No verdict names these.
                .setReason(delivery.getChanged().contains(Changes.UNLINKED) ? Changes.UNLINKED : null)
                .build();
    }
}
