package org.harborlight.standalone.page;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.standalone.partner.SectionOpener;

/** One notice of a case, in the snapshot that it stands in. */
record CaseNotice(SharedNotice notice, Snapshot snapshot) {
    String key() {
        return notice.getOrigin().getSubmitterId() + "/" + notice.getOrigin().getNoticeId();
    }

    boolean isRetraction() {
        return notice.getKind() == NoticeKind.RETRACTION;
    }

    boolean isWithdrawn() {
        return !isRetraction() && notice.getRetracted() != null;
    }

    /** Neither withdrawn nor restated by a later one, and more than a withdrawal. */
    boolean stands() {
        return !isRetraction() && !isWithdrawn() && !notice.getSuperseded();
    }

    <T extends SpecificRecord> Optional<T> section(Class<T> type) {
        return snapshot.section(notice.getOrigin(), type);
    }

    List<SectionOpener.Unopened> closed() {
        return snapshot.closed(notice.getOrigin());
    }
}
