package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;

/**
 * A held notice found its recipients, was closed without any, or is held for another reason until then; or a notice, held
 * or not, has a case of its own.
 */
final class StatusOfHeldChange implements StatusChange<HeldChange> {
    @Override
    public void apply(NoticeStatus status, HeldChange change) {
        if (change.getKind() == HeldChangeKind.OWN_CASE) {
            PastEvents.ownCase(status, change.getAt());
            return;
        }
        if (status.getHeldChange() == null || HeldChangeKind.STILL_HELD.name().equals(status.getHeldChange())) {
            status.setHeldChange(change.getKind().name());
            status.setHeldChangeAt(change.getAt());
            status.setHeldChangeReason(change.getReason());
        }
        StatusDeliveries.planned(status, change.getRoutes(), change.getAt());
        StatusReferrals.show(status, change.getSupportReferrals());
    }
}
