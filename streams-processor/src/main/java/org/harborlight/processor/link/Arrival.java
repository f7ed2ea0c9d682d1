package org.harborlight.processor.link;

import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseNotice.Standing;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.jspecify.annotations.Nullable;

/**
 * A notice that reached its case: as read, and how its reference says it joins, if it does. Immutable.
 *
 * @param redriven whether its reference has sent it before, so that the case may have it
 */
record Arrival(CaseNotice notice, @Nullable LinkKind settled, boolean redriven) {
    boolean isRetraction() {
        return notice.notice().getKind() == NoticeKind.RETRACTION;
    }

    boolean isTest() {
        return notice.notice().getTest();
    }

    /** Whether the case has the very same notice, content and all. */
    boolean isIn(CaseFile file) {
        return file.snapshot().notices().stream()
                .anyMatch(one -> !one.standing().unlinked()
                        && one.submitterId().equals(notice.submitterId())
                        && one.noticeId().equals(notice.noticeId())
                        && one.origin()
                                .getPayloadSha256()
                                .equals(notice.origin().getPayloadSha256()));
    }

    /** The notice in its place within the case. */
    CaseNotice joining(CaseFile file, boolean held) {
        boolean opensAgain = redriven && !isRetraction() && !file.hasNotices();
        LinkKind link = settled != null && !opensAgain ? settled : file.linkOf(notice.submitterId());
        return notice.placed(file.progress().noticeCount(), new Standing(link, null, held, false, false));
    }
}
