package org.harborlight.processor.route;

import java.util.List;
import java.util.Set;
import org.harborlight.schemas.LinkedNotice;

/**
 * One case as it stands: its notices, newest first and bounded by size, the union over all standing notices, how
 * notices joined it, every partner that ever received it, and what desks answered; {@code pointed} of them got no more than a pointer.
 * Immutable.
 */
public record CaseSnapshot(
        CaseIdentity identity,
        List<CaseNotice> notices,
        Background background,
        Links links,
        Set<String> holders,
        Set<String> pointed,
        DeskAnswers answers) {
    public CaseSnapshot {
        notices = List.copyOf(notices);
        holders = Set.copyOf(holders);
        pointed = Set.copyOf(pointed);
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

    /** Whether the partner received the case itself, not only a pointer to it. */
    boolean hasBeenShown(String partnerId) {
        return holders.contains(partnerId) && !pointed.contains(partnerId);
    }

    CaseSnapshot with(List<CaseNotice> rewritten, Background rewrittenBackground) {
        return new CaseSnapshot(identity, rewritten, rewrittenBackground, links, holders, pointed, answers);
    }

    /** The case with other links. */
    public CaseSnapshot with(Links changed) {
        return new CaseSnapshot(identity, notices, background, changed, holders, pointed, answers);
    }

    /** The case with what its desks answered. */
    public CaseSnapshot answered(DeskAnswers given) {
        return new CaseSnapshot(identity, notices, background, links, holders, pointed, given);
    }
}
