package org.harborlight.processor.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.harborlight.processor.route.Background;
import org.harborlight.processor.route.CaseIdentity;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseSnapshot;
import org.harborlight.processor.route.CaseSnapshot.Links;
import org.harborlight.processor.route.DeskAnswers;
import org.harborlight.processor.route.Holders;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.LinkedNotice;
import org.jspecify.annotations.Nullable;

/**
 * A case as a lane keeps it: the snapshot that routing sees, its counters, who submitted to it and what is left of
 * their hours, which incidents were joined to it by mistake and have left it, and who the other lane knows to hold it.
 * Its snapshot holds all notices that wait for the digest. Immutable; every change makes a new one, so that a decision can
 * be made whole before anything is stored.
 */
record CaseFile(
        String caseKey,
        CaseSnapshot snapshot,
        Progress progress,
        Set<String> submitters,
        Allowance allowance,
        Set<String> left,
        Holders told) {
    private static final int MAX_LINKS = 32;
    /** Beyond these, a repeat of one's own counts as corroboration by another; nothing else hangs on it. */
    private static final int MAX_SUBMITTERS = 256;

    CaseFile {
        submitters = Set.copyOf(submitters);
        left = Set.copyOf(left);
    }

    /** Counters; {@code expiryDay} is where the case stands in the expiry index, 0 for not yet. */
    record Progress(int version, long noticeCount, int heldCount, long expiryDay) {}

    static CaseFile opening(String caseKey, CaseIdentity identity) {
        CaseSnapshot empty = new CaseSnapshot(
                identity,
                List.of(),
                Background.NONE,
                new Links(List.of(), 0),
                Holders.NONE,
                Holders.NONE,
                DeskAnswers.NONE);
        return new CaseFile(
                caseKey, empty, new Progress(0, 0, 0, 0), Set.of(), Allowance.WHOLE, Set.of(), Holders.NONE);
    }

    CaseIdentity identity() {
        return snapshot.identity();
    }

    boolean hasNotices() {
        return progress.noticeCount() > 0;
    }

    /** How a notice joins that its reference does not settle: null where it opens the case. */
    @Nullable
    LinkKind linkOf(String submitterId) {
        if (!hasNotices()) {
            return null;
        }
        return submitters.contains(submitterId) ? LinkKind.REPEAT : LinkKind.CORROBORATION;
    }

    /** The case with one more notice; whether that makes a version is said by {@link #nextVersion()}. */
    CaseFile joined(CaseNotice notice) {
        List<CaseNotice> notices = new ArrayList<>();
        notices.add(notice);
        notices.addAll(snapshot.notices());
        Set<String> all = new HashSet<>(submitters);
        if (all.size() < MAX_SUBMITTERS) {
            all.add(notice.submitterId());
        }
        CaseSnapshot joined = new CaseSnapshot(
                identity(),
                notices,
                snapshot.background().with(notice),
                links(notice),
                snapshot.holders(),
                snapshot.elsewhere(),
                snapshot.answers());
        Progress further = new Progress(
                progress.version(), progress.noticeCount() + 1, progress.heldCount(), progress.expiryDay());
        return new CaseFile(caseKey, joined, further, all, allowance, left, told);
    }

    private Links links(CaseNotice notice) {
        LinkKind link = notice.standing().link();
        if (link == null) {
            return snapshot.links();
        }
        List<LinkedNotice> newest = new ArrayList<>();
        newest.add(LinkedNotice.newBuilder()
                .setSubmitterId(notice.submitterId())
                .setNoticeId(notice.noticeId())
                .setLink(link)
                .setAcceptedAt(notice.accepted().getAcceptedAt())
                .build());
        snapshot.links().newest().stream().limit(MAX_LINKS - 1).forEach(newest::add);
        return new Links(newest, snapshot.links().count() + 1);
    }

    /** The case with its notices changed; the background is made anew from those that stand. */
    CaseFile rewritten(UnaryOperator<CaseNotice> change) {
        List<CaseNotice> notices = snapshot.notices().stream().map(change).toList();
        Background background = Background.NONE;
        for (CaseNotice notice : notices.reversed()) {
            background = background.with(notice);
        }
        return withSnapshot(new CaseSnapshot(
                identity(),
                notices,
                background,
                snapshot.links(),
                snapshot.holders(),
                snapshot.elsewhere(),
                snapshot.answers()));
    }

    /** The case, known to these partners already by the notices that it opens with. */
    CaseFile inheriting(Holders inherited) {
        return withSnapshot(snapshot.heldBy(snapshot.holders().and(inherited)));
    }

    /** The case with other notices in place of those of the same number. */
    CaseFile replacing(List<CaseNotice> changed) {
        List<CaseNotice> notices = snapshot.notices().stream()
                .map(notice -> changed.stream()
                        .filter(other -> other.sequence() == notice.sequence())
                        .findFirst()
                        .orElse(notice))
                .toList();
        return withSnapshot(new CaseSnapshot(
                identity(),
                notices,
                snapshot.background(),
                snapshot.links(),
                snapshot.holders(),
                snapshot.elsewhere(),
                snapshot.answers()));
    }

    /** The case after these deliveries: who gets the case itself holds more than a pointer from then on. */
    CaseFile heldBy(List<Dispatch> dispatches) {
        Set<String> holders = new HashSet<>(snapshot.holders().all());
        Set<String> pointed = new HashSet<>(snapshot.holders().pointed());
        for (Dispatch dispatch : dispatches) {
            String partner = dispatch.route().getPartnerId();
            if (dispatch.state().getKind() != DeliveryKind.POINTER) {
                pointed.remove(partner);
            } else if (!holders.contains(partner)) {
                pointed.add(partner);
            }
            holders.add(partner);
        }
        return withSnapshot(snapshot.heldBy(new Holders(holders, pointed)));
    }

    CaseFile heldElsewhereBy(Holders others) {
        return withSnapshot(snapshot.heldElsewhereBy(others));
    }

    /** Whether the other lane does not know yet who has the case from this one. */
    boolean hasUntoldHolders() {
        return !snapshot.holders().equals(told);
    }

    CaseFile answered(DeskAnswers answers) {
        return withSnapshot(snapshot.answered(answers));
    }

    /** The case, with its next version above this one. */
    CaseFile above(int version) {
        return version <= progress.version()
                ? this
                : with(new Progress(version, progress.noticeCount(), progress.heldCount(), progress.expiryDay()));
    }

    CaseFile nextVersion() {
        return with(new Progress(
                progress.version() + 1, progress.noticeCount(), progress.heldCount(), progress.expiryDay()));
    }

    CaseFile holding(int moreHeld) {
        return with(new Progress(
                progress.version(), progress.noticeCount(), progress.heldCount() + moreHeld, progress.expiryDay()));
    }

    CaseFile with(Allowance changed) {
        return new CaseFile(caseKey, snapshot, progress, submitters, changed, left, told);
    }

    /** Those that wait for the digest, newest first. */
    List<CaseNotice> waiting() {
        return snapshot.notices().stream().filter(CaseNotice::isWaiting).toList();
    }

    boolean waits() {
        return snapshot.notices().stream().anyMatch(CaseNotice::isWaiting);
    }

    /** When its digest is due, in milliseconds since 1970; 0 where nothing waits. */
    long digestDue() {
        return waits() ? allowance.dueAt() : 0;
    }

    CaseFile with(Progress changed) {
        return new CaseFile(caseKey, snapshot, changed, submitters, allowance, left, told);
    }

    private CaseFile withSnapshot(CaseSnapshot changed) {
        return new CaseFile(caseKey, changed, progress, submitters, allowance, left, told);
    }
}
