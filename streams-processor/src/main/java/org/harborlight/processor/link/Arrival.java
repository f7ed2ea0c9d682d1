package org.harborlight.processor.link;

import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseNotice.Standing;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.jspecify.annotations.Nullable;

/** A notice that reached its case: as read, and how its reference says it joins, if it does. Immutable. */
record Arrival(CaseNotice notice, @Nullable LinkKind settled) {
    boolean isRetraction() {
        return notice.notice().getKind() == NoticeKind.RETRACTION;
    }

    boolean isTest() {
        return notice.notice().getTest();
    }

    /** The notice in its place within the case. */
    CaseNotice joining(CaseFile file, boolean held) {
        LinkKind link = settled != null ? settled : file.linkOf(notice.submitterId());
        return new CaseNotice(
                file.progress().noticeCount(),
                notice.accepted(),
                notice.notice(),
                notice.origin(),
                notice.source(),
                notice.facts(),
                new Standing(link, null, held));
    }
}
