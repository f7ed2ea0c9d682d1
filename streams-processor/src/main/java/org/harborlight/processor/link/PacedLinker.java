package org.harborlight.processor.link;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantLimits;

/**
 * Decides whether a notice makes a version of its case or goes out with the next digest: the first so many of a
 * submitter's hour make one each, later ones only where they bring {@link News} and reach somebody. Any version takes
 * along what waits. An hour runs by acceptance times. Stateless but for what it counts.
 */
final class PacedLinker {
    private final CaseLinker linker;
    private final CaseReleasing releasing;
    private final LaneBounds bounds;
    private final DigestCounts counts;

    PacedLinker(CaseLinker linker, CaseReleasing releasing, LaneBounds bounds, DigestCounts counts) {
        this.linker = linker;
        this.releasing = releasing;
        this.bounds = bounds;
        this.counts = counts;
    }

    CaseChange join(CaseFile before, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts) {
        Instant at = earlier(arrival.notice().accepted().getAcceptedAt(), verdicts.decidedAt());
        if (isSpent(before, arrival, at, routing)) {
            return beyondTheCap(before, arrival, routing, verdicts, at);
        }
        CaseChange room = room(before, arrival.notice(), routing, verdicts);
        return room.then(atOnce(room.fileAfter(before), arrival, routing, verdicts, at));
    }

    private CaseChange beyondTheCap(
            CaseFile before, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts, Instant at) {
        Joining first = Joining.of(before, arrival, routing);
        if (!first.reachesSomeone() && newRecipient(first.decision()).isEmpty()) {
            return linker.hold(before, arrival, first.decision(), verdicts);
        }
        CaseChange room = room(before, arrival.notice(), routing, verdicts);
        CaseFile file = room.fileAfter(before);
        Joining joining = room.file() == null ? first : Joining.of(file, arrival, routing);
        Optional<News> news = News.in(file.snapshot(), joining.notice()).or(() -> newRecipient(joining.decision()));
        news.ifPresent(counts::exempted);
        return room.then(
                news.isEmpty() && joining.reachesSomeone()
                        ? defer(file, arrival, joining.decision(), verdicts, at)
                        : atOnce(file, arrival, routing, verdicts, at));
    }

    /** The notice as it would join the case, and where that would go. */
    private record Joining(CaseNotice notice, RoutingDecision decision) {
        static Joining of(CaseFile file, Arrival arrival, RoutingSnapshot routing) {
            CaseNotice notice = arrival.joining(file, false);
            return new Joining(notice, Router.route(file.joined(notice).snapshot(), routing));
        }

        boolean reachesSomeone() {
            return decision.recipients().stream()
                    .anyMatch(recipient -> recipient.active() && decision.shows(recipient, notice));
        }
    }

    private boolean isSpent(CaseFile file, Arrival arrival, Instant at, RoutingSnapshot routing) {
        String submitterId = arrival.notice().submitterId();
        return file.hasNotices()
                && !arrival.isTest()
                && file.allowance().used(submitterId, at, hour()) >= limit(submitterId, routing);
    }

    /** What reaches nobody is no version that a desk could be tired of. */
    private CaseChange atOnce(CaseFile file, Arrival arrival, RoutingSnapshot routing, Verdicts verdicts, Instant at) {
        CaseChange change = linker.join(file, arrival, routing, verdicts);
        if (change.dispatches().isEmpty()) {
            return change;
        }
        CaseFile after = change.fileAfter(file);
        return change.with(
                after.with(after.allowance().counting(arrival.notice().submitterId(), at, hour())));
    }

    private CaseChange defer(CaseFile file, Arrival arrival, RoutingDecision decision, Verdicts verdicts, Instant at) {
        Instant ends = file.allowance().endOfHour(arrival.notice().submitterId(), at, hour());
        Instant earliest = verdicts.decidedAt().plus(bounds.cap().pause());
        long due = (ends.isAfter(earliest) ? ends : earliest).toEpochMilli();
        CaseChange change = linker.defer(file, arrival, decision, verdicts);
        CaseFile after = change.fileAfter(file);
        counts.deferred();
        return change.with(after.with(file.allowance().due(due, file.waits())));
    }

    /** A digest of what waits, where it would not go into one delivery together with the notice. */
    private CaseChange room(CaseFile before, CaseNotice notice, RoutingSnapshot routing, Verdicts verdicts) {
        List<CaseNotice> waiting = before.waiting();
        int bytes =
                weight(notice) + waiting.stream().mapToInt(PacedLinker::weight).sum();
        return waiting.size() >= bounds.cap().mostWaiting() || bytes > bounds.snapshotBytes()
                ? releasing.digest(before, routing, verdicts)
                : CaseChange.nothing();
    }

    /** What the notice takes up at most: with a partner that gets the envelope as well. */
    private static int weight(CaseNotice notice) {
        return notice.size() + notice.envelopeSize();
    }

    private Duration hour() {
        return bounds.cap().hour();
    }

    private int limit(String submitterId, RoutingSnapshot routing) {
        return routing.directory()
                .participant(submitterId)
                .map(Participant::getLimits)
                .map(ParticipantLimits::getVersionsPerCaseAndHour)
                .orElse(bounds.cap().versions());
    }

    /** A first delivery never waits, and a pointer is not the case. */
    private static Optional<News> newRecipient(RoutingDecision decision) {
        return decision.recipients().stream()
                        .anyMatch(recipient ->
                                recipient.active() && decision.isNew(recipient) && seesSomething(decision, recipient))
                ? Optional.of(News.RECIPIENT)
                : Optional.empty();
    }

    private static boolean seesSomething(RoutingDecision decision, Recipient recipient) {
        return decision.view().notices().stream().anyMatch(notice -> decision.shows(recipient, notice));
    }

    /** A gateway's clock that is ahead begins no hour that lies in the future. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
