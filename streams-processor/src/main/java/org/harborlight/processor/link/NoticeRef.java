package org.harborlight.processor.link;

/** A notice id within its reference; tests have references of their own. Immutable. */
record NoticeRef(String reference, String noticeId) {
    String key() {
        return reference + "/" + noticeId;
    }
}
