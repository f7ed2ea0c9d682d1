package org.harborlight.standalone.page;

/** Says which notice the lines below it are out of, where there are several. Stateless. */
final class NoticeTitle {
    private NoticeTitle() {}

    static void write(Html html, CaseNotice one, int of) {
        if (of > 1) {
            html.constant("<h3>Notice by ")
                    .name(one.notice().getOrigin().getSubmitterId())
                    .text(", accepted " + Times.utc(one.notice().getOrigin().getAcceptedAt()) + ": "
                            + NoticeWords.of(one.notice().getLink()))
                    .close("h3");
        }
    }
}
