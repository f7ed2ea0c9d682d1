package org.harborlight.processor.route;

import java.util.List;
import java.util.Set;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.SectionKind;
import org.jspecify.annotations.Nullable;

/** One partner that receives a case: for which country, why, and which sections it may open. Immutable. */
public record Recipient(
        Participant partner,
        @Nullable String country,
        List<DeliveryReason> reasons,
        Set<SectionKind> sections,
        List<String> safeguards,
        boolean pointer) {
    public Recipient {
        reasons = List.copyOf(reasons);
        sections = Set.copyOf(sections);
        safeguards = List.copyOf(safeguards);
    }

    public String partnerId() {
        return partner.getParticipantId();
    }

    /** A partner that is no longer active learns of a withdrawal and of nothing else. */
    public boolean active() {
        return partner.getStatus() == ParticipantStatus.ACTIVE;
    }

    /** The route as the outcome records it. */
    public Route route(String deliveryId) {
        return Route.newBuilder()
                .setDeliveryId(deliveryId)
                .setPartnerId(partnerId())
                .setRecipientKind(partner.getKind())
                .setCountry(country)
                .setRuleId(reasons.getFirst().getRuleId())
                .build();
    }
}
