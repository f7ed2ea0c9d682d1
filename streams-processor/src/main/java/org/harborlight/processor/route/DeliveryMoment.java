package org.harborlight.processor.route;

import java.time.Instant;
import java.util.List;

/**
 * What makes one version of a case: its number, when it was decided under which directory head, the notice that caused
 * it, what changed since the last version, as reason codes, and the notices that waited for this version. Immutable.
 */
public record DeliveryMoment(
        int version,
        Instant decidedAt,
        String directoryHead,
        CaseNotice trigger,
        List<String> changed,
        List<CaseNotice> digest) {
    public static final String OPENED = "case-opened";

    public DeliveryMoment {
        changed = List.copyOf(changed);
        digest = List.copyOf(digest);
    }

    /** Whether it is the first version of its case, also for those who had its notices with another. */
    boolean opens() {
        return changed.contains(OPENED);
    }
}
