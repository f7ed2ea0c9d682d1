package org.harborlight.standalone.simulate;

import org.harborlight.schemas.Delivery;
import org.harborlight.standalone.partner.DeliveryCheck;

/**
 * What a genuine delivery is known by: ids only.
 *
 * @param noticeId of the notice that caused it
 * @param digest hex SHA-256 of its signed bytes
 */
public record Told(String deliveryId, String caseId, String noticeId, String digest) {
    static final Told NOTHING = new Told("", "", "", "");

    static Told of(DeliveryCheck.Genuine genuine) {
        Delivery delivery = genuine.delivery();
        return new Told(
                delivery.getDeliveryId(),
                delivery.getCaseId(),
                delivery.getTrigger().getNoticeId(),
                genuine.digest());
    }
}
