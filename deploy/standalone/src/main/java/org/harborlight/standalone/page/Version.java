package org.harborlight.standalone.page;

import org.harborlight.schemas.Delivery;
import org.harborlight.standalone.partner.DeliveryCheck;

/**
 * One version of a case as a desk has it, verified.
 *
 * @param json the body as it came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record Version(DeliveryCheck.Genuine genuine, byte[] json) {
    Delivery delivery() {
        return genuine.delivery();
    }
}
