package org.harborlight.standalone.partner;

import java.util.List;
import org.harborlight.schemas.Delivery;

/** What a partner makes of a delivery it was handed. */
public sealed interface DeliveryCheck {

    /**
     * Signed by the exchange, addressed to this partner, and the readable part says the same as the signed bytes.
     *
     * @param digest hex SHA-256 of the signed delivery bytes, which the partner echoes
     * @param signedBy ids of the exchange's keys that signed it
     */
    record Genuine(Delivery delivery, String digest, DeliveryBody body, List<String> signedBy)
            implements DeliveryCheck {}

    /** Not to be believed; the reason is a stable code. */
    record Refused(String reason) implements DeliveryCheck {}
}
