package org.harborlight.processor.link;

import java.util.Set;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.Route;
import org.harborlight.schemas.SignedEnvelope;

/**
 * One signed delivery on its way: for which notice and by which route, which notices its snapshot has, and the entry that
 * counts it as pending. Immutable.
 */
record Dispatch(
        String topic,
        String caseId,
        SignedEnvelope envelope,
        DeliveryState state,
        Route route,
        CaseNotice trigger,
        Set<NoticeOrigin> shown) {
    Dispatch {
        shown = Set.copyOf(shown);
    }

    /** Whether the notice has arrived with it; old ones may be left out of a snapshot. A pointer stands for the whole case. */
    boolean brings(CaseNotice notice) {
        return state.getKind() == DeliveryKind.POINTER || shown.contains(notice.origin());
    }
}
