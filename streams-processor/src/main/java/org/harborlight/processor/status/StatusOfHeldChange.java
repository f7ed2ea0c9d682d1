package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.HeldChange;

/** A held notice found its recipients, or was closed without any. */
final class StatusOfHeldChange implements StatusChange<HeldChange> {
    @Override
    public void apply(NoticeStatus status, HeldChange change) {
        if (status.getHeldChange() == null) {
            status.setHeldChange(change.getKind().name());
            status.setHeldChangeAt(change.getAt());
            status.setHeldChangeReason(change.getReason());
        }
        StatusDeliveries.planned(status, change.getRoutes(), change.getAt());
        StatusReferrals.show(status, change.getSupportReferrals());
    }
}
