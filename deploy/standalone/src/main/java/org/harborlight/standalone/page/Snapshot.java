package org.harborlight.standalone.page;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.standalone.partner.CaseEvidence;
import org.harborlight.standalone.partner.SectionOpener;

/** A version of a case that is current: what the desk could open of it, and what it proves. */
record Snapshot(Version version, SectionOpener.Opened opened, CaseEvidence.Findings evidence) {
    Delivery delivery() {
        return version.delivery();
    }

    /** The section of a notice; empty where it was not released or not opened. */
    <T extends SpecificRecord> Optional<T> section(NoticeOrigin notice, Class<T> type) {
        return opened.sections().stream()
                .filter(section -> section.submitterId().equals(notice.getSubmitterId())
                        && section.noticeId().equals(notice.getNoticeId()))
                .map(section -> section.content())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    List<SectionOpener.Unopened> closed(NoticeOrigin notice) {
        return opened.unopened().stream()
                .filter(section -> section.submitterId().equals(notice.getSubmitterId())
                        && section.noticeId().equals(notice.getNoticeId()))
                .toList();
    }
}
