package org.harborlight.standalone.demo;

import java.util.Optional;
import org.harborlight.standalone.submitter.PlainNotice;

/**
 * One notice to send, with what must become of it.
 *
 * @param submitterId whose name stands in it
 * @param plain the notice before sealing
 * @param after notice of the same submitter or another whose outcome must be known first
 */
record PlannedNotice(
        Scenario scenario, String submitterId, PlainNotice plain, Optional<PlannedNotice> after, Expected expected) {
    String noticeId() {
        return plain.notice().getNoticeId();
    }

    String key() {
        return submitterId + "/" + noticeId();
    }
}
