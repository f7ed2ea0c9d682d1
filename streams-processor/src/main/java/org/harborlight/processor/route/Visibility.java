package org.harborlight.processor.route;

import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Participant;

/**
 * Which notices of a case a partner sees. A fallback desk for a child in danger sees all but what excludes it by name. A
 * partner that holds the case sees that a notice was withdrawn, whatever the audience of the withdrawal says.
 */
record Visibility(CaseSnapshot view, Participant partner, boolean imminent) {
    /** Whether the notice, withdrawn or not, belongs into a snapshot for the partner. */
    boolean shows(CaseNotice notice) {
        if (notice.notice().getKind() == NoticeKind.RETRACTION) {
            return isHolder() && view.notices().stream().noneMatch(other -> hides(other, notice));
        }
        if (!notice.stands()) {
            return isHolder() && knows(notice);
        }
        return (imminent && partner.getFallbackDesk())
                ? !Audiences.excludes(notice.notice().getAudience(), partner)
                : Audiences.shows(notice.notice().getAudience(), partner);
    }

    private boolean isHolder() {
        return view.holders().contain(partner.getParticipantId());
    }

    private boolean hides(CaseNotice withdrawn, CaseNotice retraction) {
        return withdrawn.submitterId().equals(retraction.submitterId())
                && withdrawn.noticeId().equals(retraction.notice().getRefersTo())
                && !knows(withdrawn);
    }

    private boolean knows(CaseNotice notice) {
        return (imminent && partner.getFallbackDesk())
                ? !Audiences.excludes(notice.notice().getAudience(), partner)
                : Audiences.knows(notice.notice().getAudience(), partner);
    }
}
