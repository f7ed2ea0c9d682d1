package org.harborlight.standalone.partner;

import java.util.List;
import java.util.Set;
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
    record Refused(String reason) implements DeliveryCheck {
        /** A key that is not here yet, or a clock that is wrong, here or there: the same may verify later. */
        private static final Set<String> PASSING =
                Set.of(WebhookSignature.REFUSAL, DeliveryVerifier.UNKNOWN_KEY, DeliveryVerifier.KEY_NOT_VALID);

        /**
         * The HTTP status that says so: 401 and 503, with which the exchange tries again, for what may yet be believed;
         * 422 for what never will.
         */
        public int status() {
            if (reason.equals(DeliveryVerifier.UNKNOWN_SCHEMA)) {
                return 503; // ours to mend
            }
            return PASSING.contains(reason) ? 401 : 422;
        }
    }
}
