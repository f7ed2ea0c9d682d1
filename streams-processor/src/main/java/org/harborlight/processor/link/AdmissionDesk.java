package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.harborlight.processor.link.Reading.Understood;
import org.harborlight.processor.state.ReferenceCase;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.NoticeKind;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a notice is to its reference: replay, conflict, follow-up, correction, retraction or new; a test is
 * nothing to any. Reads the reference book and changes nothing. Used by the stream thread of one task.
 */
final class AdmissionDesk {
    private static final String TEST_DOMAIN = "test:";

    private final ReferenceBook book;
    private final Identifiers identifiers;

    AdmissionDesk(ReferenceBook book, Identifiers identifiers) {
        this.book = book;
        this.identifiers = identifiers;
    }

    static String reference(Understood read) {
        return read.accepted().getReference();
    }

    static NoticeRef id(Understood read) {
        return new NoticeRef(reference(read), read.notice().getNoticeId());
    }

    /**
     * What the notice is to its reference.
     *
     * @param handedOver whether the other lane handed the notice over: it is never handed over again
     * @param redriven whether an operator had it processed again: what link could not process is seen here, and nowhere else
     */
    Admission decide(Understood read, ByteBuffer digest, boolean handedOver, boolean redriven) {
        if (read.notice().getTest()) {
            return new Admission.Rehearse(caseKey(read));
        }
        Optional<SeenNotice> seen = book.seen(id(read));
        if (seen.isPresent() && seen.get().getDigests().contains(digest)) {
            return redriven ? again(read, seen.get(), digest) : new Admission.Replay(caseNow(read, seen.get()));
        }
        if (seen.isPresent() && seen.get().getWithdrawal() != null && seen.get().getCaseKey() == null) {
            return new Admission.AlreadyWithdrawn(seen.get().getWithdrawal());
        }
        boolean conflict = seen.isPresent() && !seen.get().getDigests().isEmpty();
        boolean knowsOriginal = knowsOriginal(read);
        if (!knowsOriginal && isBoundToOriginal(read.notice())) {
            if (!handedOver) {
                return new Admission.HandOver();
            }
            if (read.notice().getKind() == NoticeKind.RETRACTION) {
                return new Admission.AwaitOriginal(conflict ? LinkKind.CONFLICT : LinkKind.RETRACTION);
            }
        }
        ReferenceCase here = book.here(reference(read));
        Optional<String> known = book.caseKey(reference(read), here);
        return new Admission.Forward(
                known.orElseGet(() -> caseKey(read)),
                conflict ? LinkKind.CONFLICT : link(read.notice(), known.isPresent()),
                new Admission.Known(seen.orElse(null), here));
    }

    /** A notice that went to its case; whether it arrived there, only the case can tell. Withdrawn, it need not. */
    private Admission again(Understood read, SeenNotice seen, ByteBuffer digest) {
        String caseKey = caseNow(read, seen);
        if (caseKey == null || seen.getWithdrawal() != null) {
            return new Admission.Replay(caseKey);
        }
        boolean conflict = seen.getDigests().indexOf(digest) > 0;
        return new Admission.Again(caseKey, conflict ? LinkKind.CONFLICT : link(read.notice(), true));
    }

    /** Where the notice is that went to a case: its incident may have left that one. */
    private @Nullable String caseNow(Understood read, SeenNotice seen) {
        String then = seen.getCaseKey();
        return then == null ? null : book.caseKey(reference(read)).orElse(then);
    }

    private boolean knowsOriginal(Understood read) {
        String refersTo = read.notice().getRefersTo();
        return refersTo != null
                && book.seen(new NoticeRef(reference(read), refersTo))
                        .filter(original -> !original.getDigests().isEmpty() && !original.getHandedOver())
                        .isPresent();
    }

    /** A follow-up only adds, so that it may stay where it is; these change what an earlier notice says. */
    private static boolean isBoundToOriginal(IncidentNotice notice) {
        return notice.getKind() == NoticeKind.CORRECTION || notice.getKind() == NoticeKind.RETRACTION;
    }

    /** Where the incident is unknown on both lanes, what a notice adds or restates is new; nothing it says is lost. */
    private static @Nullable LinkKind link(IncidentNotice notice, boolean incidentKnown) {
        if (!incidentKnown) {
            return null;
        }
        return switch (notice.getKind()) {
            case FOLLOW_UP -> LinkKind.FOLLOW_UP;
            case CORRECTION -> LinkKind.CORRECTION;
            case RETRACTION -> LinkKind.RETRACTION;
            case NEW, UNSPECIFIED -> null;
        };
    }

    private String caseKey(Understood read) {
        return identifiers.caseKey(read.notice()).orElseGet(() -> identifiers.caseKeyOfReference(domain(read)));
    }

    /** A test never meets what it resembles. */
    private static String domain(Understood read) {
        return read.notice().getTest() ? TEST_DOMAIN + reference(read) : reference(read);
    }
}
