package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.DeliveryReceipt;

/** A recipient's system confirmed a delivery; the time is the one in the signed receipt. */
final class StatusOfReceipt implements StatusChange<DeliveryReceipt> {
    @Override
    public void apply(NoticeStatus status, DeliveryReceipt receipt) {
        StatusDeliveries.find(status, receipt.getDeliveryId(), receipt.getAt())
                .filter(delivery -> delivery.getReceiptAt() == null)
                .ifPresent(delivery -> {
                    delivery.setReceiptAt(receipt.getAt());
                    delivery.setSignedByRecipient(receipt.getPartnerReceipt() != null);
                });
    }
}
