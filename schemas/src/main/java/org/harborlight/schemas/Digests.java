package org.harborlight.schemas;

import java.util.List;

/**
 * What linked notices are called that go out together, since their submitter's hour has no version left in their case.
 * Stateless.
 */
public final class Digests {
    /** Reason of the HELD verdict on such a notice. */
    public static final String WAITS = "waits-for-digest";

    /** Reason of its held change, and what changed in the version that brings it. */
    public static final String DIGEST = "digest";

    private Digests() {}

    /** Which notices a delivery stands for besides the one that caused it, as submitter/notice id. */
    public static List<String> alsoOf(Delivery delivery) {
        String trigger = key(delivery.getTrigger());
        return delivery.getGathered().stream()
                .map(Digests::key)
                .filter(key -> !key.equals(trigger))
                .distinct()
                .toList();
    }

    private static String key(NoticeOrigin origin) {
        return Topics.noticeKey(origin.getSubmitterId(), origin.getNoticeId());
    }
}
