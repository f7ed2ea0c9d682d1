package org.harborlight.processor.status;

import java.util.List;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.StatusReferral;
import org.harborlight.schemas.SupportReferral;

/** Keeps the help that a submitter can show to a child. */
final class StatusReferrals {
    private static final int MOST = 32;

    private StatusReferrals() {}

    static void show(NoticeStatus status, List<SupportReferral> referrals) {
        if (referrals.isEmpty()) {
            return;
        }
        status.setReferrals(referrals.stream()
                .limit(MOST)
                .map(referral -> StatusReferral.newBuilder()
                        .setCountry(referral.getCountry())
                        .setName(referral.getName())
                        .setContact(referral.getContact())
                        .setLanguages(referral.getLanguages())
                        .setHours(referral.getHours())
                        .build())
                .toList());
    }
}
