package org.harborlight.processor.route;

import java.util.List;
import org.harborlight.schemas.LinkedNotice;

/**
 * One case as it stands: its notices, newest first and bounded by size, the union over all standing notices, how
 * notices joined it, who received it from this lane and who from the other one, and what desks answered. Immutable.
 */
public record CaseSnapshot(
        CaseIdentity identity,
        List<CaseNotice> notices,
        Background background,
        Links links,
        Holders holders,
        Holders elsewhere,
        DeskAnswers answers) {
    public CaseSnapshot {
        notices = List.copyOf(notices);
    }

    /** The newest notices that joined the case, newest first, and how many there are in all. */
    public record Links(List<LinkedNotice> newest, int count) {
        public Links {
            newest = List.copyOf(newest);
        }
    }

    public List<CaseNotice> standing() {
        return notices.stream().filter(CaseNotice::stands).toList();
    }

    /** Of the standing notices. */
    public Circumstances circumstances() {
        return standing().stream()
                .map(notice -> Circumstances.of(notice.notice()))
                .reduce(background.circumstances(), Circumstances::merge);
    }

    /** Whether the partner received the case itself, on whichever lane, not only a pointer to it. */
    boolean hasBeenShown(String partnerId) {
        return holders.haveBeenShown(partnerId) || elsewhere.haveBeenShown(partnerId);
    }

    CaseSnapshot with(List<CaseNotice> rewritten, Background rewrittenBackground) {
        return new CaseSnapshot(identity, rewritten, rewrittenBackground, links, holders, elsewhere, answers);
    }

    /** The case with other links. */
    public CaseSnapshot with(Links changed) {
        return new CaseSnapshot(identity, notices, background, changed, holders, elsewhere, answers);
    }

    /** The case with what its desks answered. */
    public CaseSnapshot answered(DeskAnswers given) {
        return new CaseSnapshot(identity, notices, background, links, holders, elsewhere, given);
    }

    /** The case, with who received it from this lane. */
    public CaseSnapshot heldBy(Holders changed) {
        return new CaseSnapshot(identity, notices, background, links, changed, elsewhere, answers);
    }

    /** The case, with who received it from the other lane. */
    public CaseSnapshot heldElsewhereBy(Holders others) {
        return new CaseSnapshot(identity, notices, background, links, holders, others, answers);
    }
}
