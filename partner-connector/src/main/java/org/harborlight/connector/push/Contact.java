package org.harborlight.connector.push;

import java.util.Optional;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SecondContact;

/** Which of a partner's endpoints is meant. */
public enum Contact {
    /** The one that deliveries go to. */
    USUAL,
    /** The one agreed for what the usual one does not take. */
    SECOND;

    /** As the directory entry names it, if it does. */
    public Optional<Endpoint> endpoint(Participant partner) {
        return switch (this) {
            case USUAL -> Optional.ofNullable(partner.getEndpoint());
            case SECOND ->
                Optional.ofNullable(partner.getAgreement())
                        .map(DeliveryAgreement::getSecondContact)
                        .map(SecondContact::getEndpoint);
        };
    }

    /** Under which its connections are kept apart from all others. */
    String client(String partnerId) {
        return this == USUAL ? partnerId : partnerId + "/second";
    }
}
