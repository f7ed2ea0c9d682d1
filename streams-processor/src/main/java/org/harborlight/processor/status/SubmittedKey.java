package org.harborlight.processor.status;

import org.harborlight.processor.index.Digits;

/** Keys of a submitter's list: submitter, then the offset in digits, so that a range of them is in the order of arrival. */
final class SubmittedKey {
    private SubmittedKey() {}

    /** @param noticeKey submitter/notice id */
    static String of(String noticeKey, long offset) {
        return at(submitterId(noticeKey), offset);
    }

    static String at(String submitterId, long offset) {
        return submitterId + "/" + Digits.of(offset, Digits.LONG);
    }

    static long offset(String key) {
        return Long.parseLong(key.substring(key.indexOf('/') + 1));
    }

    static String submitterId(String noticeKey) {
        return noticeKey.substring(0, noticeKey.indexOf('/'));
    }

    static String noticeId(String noticeKey) {
        return noticeKey.substring(noticeKey.indexOf('/') + 1);
    }
}
