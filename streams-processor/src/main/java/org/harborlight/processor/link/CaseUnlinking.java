package org.harborlight.processor.link;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.processor.link.Dispatcher.Version;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.CaseSnapshot.Links;
import org.harborlight.processor.route.Holders;
import org.harborlight.processor.route.Recipient;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingDecision;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.CommandedIncident;

/**
 * Takes an incident out of a case that it was joined to by mistake. Whoever received something of it with this case is told
 * that it is no longer of it, and goes along as one who knows the incident, so that a later withdrawal finds them. Refused
 * where what a desk has now would be with nobody then. Pure and stateless.
 */
final class CaseUnlinking {
    static final String UNLINKED_BEFORE = "unlinked-before";
    static final String UNKNOWN_INCIDENT = "unknown-incident";
    private static final String TOO_MANY_UNLINKED = "too-many-unlinked";
    private static final int MOST_LEFT = 64;

    private final Dispatcher dispatcher;

    CaseUnlinking(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** What an order comes to. */
    sealed interface Finding {
        /** The case without the incident, and what goes to its own case. */
        record Leaves(CaseChange change, Departure departure) implements Finding {}

        /** Nothing changes, for the reason of this code. */
        record Stays(String reason) implements Finding {}
    }

    /** @param before the whole case */
    Finding unlink(CaseFile before, CommandedIncident incident, RoutingSnapshot routing, Verdicts verdicts) {
        if (before.left().contains(incident.getReference())) {
            return new Finding.Stays(UNLINKED_BEFORE);
        }
        List<CaseNotice> leaving = before.snapshot().notices().stream()
                .filter(notice -> notice.accepted().getReference().equals(incident.getReference())
                        && notice.submitterId().equals(incident.getSubmitterId()))
                .toList();
        if (leaving.isEmpty()) {
            return new Finding.Stays(UNKNOWN_INCIDENT);
        }
        if (before.left().size() >= MOST_LEFT) {
            return new Finding.Stays(TOO_MANY_UNLINKED);
        }
        Departure departure = departure(before, leaving, Router.route(before.snapshot(), routing));
        Optional<String> forNobody = departure.forNobody(before, routing);
        return forNobody.isPresent()
                ? new Finding.Stays(forNobody.get())
                : new Finding.Leaves(change(before, incident.getReference(), leaving, routing, verdicts), departure);
    }

    private static Departure departure(CaseFile before, List<CaseNotice> leaving, RoutingDecision decision) {
        Holders all = before.snapshot().holders();
        Set<String> holders = all.all().stream()
                .filter(partnerId -> knows(partnerId, leaving, decision))
                .collect(Collectors.toSet());
        Set<String> pointed = all.pointed().stream().filter(holders::contains).collect(Collectors.toSet());
        return new Departure(leaving.reversed(), new Holders(holders, pointed));
    }

    /** Whether the holder of the case may have received one of the notices; of one that cannot be reached now, it may. */
    private static boolean knows(String partnerId, List<CaseNotice> leaving, RoutingDecision decision) {
        Optional<Recipient> holder = decision.recipients().stream()
                .filter(recipient -> recipient.partnerId().equals(partnerId))
                .findFirst();
        return leaving.stream()
                .filter(notice -> !notice.standing().held())
                .anyMatch(notice -> holder.isEmpty() || decision.shows(holder.get(), notice));
    }

    private CaseChange change(
            CaseFile before, String reference, List<CaseNotice> leaving, RoutingSnapshot routing, Verdicts verdicts) {
        CaseFile after = without(before, reference, leaving).nextVersion();
        RoutingDecision decision = Router.route(after.snapshot(), routing);
        Version version = new Version(after.progress().version(), verdicts, List.of(Changes.UNLINKED));
        List<CaseNotice> heard = leaving.stream()
                .filter(notice -> !notice.standing().held())
                .map(CaseNotice::unlinked)
                .toList();
        List<Dispatch> dispatches = decision.recipients().stream()
                .filter(decision::holds)
                .flatMap(recipient -> heard.stream()
                        .filter(notice -> decision.shows(recipient, notice))
                        .findFirst()
                        .map(cause -> dispatcher.dispatch(decision, recipient, cause, version))
                        .stream())
                .toList();
        return new CaseChange(after, leaving.stream().map(CaseNotice::unlinked).toList(), dispatches, List.of(), null);
    }

    /** The case with the notices known as no longer of it, and nothing that only they brought. */
    private static CaseFile without(CaseFile file, String reference, List<CaseNotice> leaving) {
        Set<Long> gone = leaving.stream().map(CaseNotice::sequence).collect(Collectors.toSet());
        long held = leaving.stream().filter(notice -> notice.standing().held()).count();
        CaseFile rest = file.rewritten(notice -> gone.contains(notice.sequence()) ? notice.unlinked() : notice)
                .holding(-(int) held);
        Set<String> left = new HashSet<>(file.left());
        left.add(reference);
        return new CaseFile(
                file.caseKey(),
                rest.snapshot().with(links(file, leaving)),
                rest.progress(),
                submitters(rest, leaving.getFirst().submitterId()),
                file.allowance(),
                left,
                file.told());
    }

    private static Links links(CaseFile file, List<CaseNotice> leaving) {
        String submitterId = leaving.getFirst().submitterId();
        Set<String> gone = leaving.stream().map(CaseNotice::noticeId).collect(Collectors.toSet());
        long linked = leaving.stream()
                .filter(notice -> notice.standing().link() != null)
                .count();
        Links links = file.snapshot().links();
        return new Links(
                links.newest().stream()
                        .filter(link ->
                                !link.getSubmitterId().equals(submitterId) || !gone.contains(link.getNoticeId()))
                        .toList(),
                Math.max(0, links.count() - (int) linked));
    }

    /** Who has no other incident in the case did not submit to it. */
    private static Set<String> submitters(CaseFile rest, String submitterId) {
        boolean stays = rest.snapshot().notices().stream()
                .anyMatch(notice -> notice.submitterId().equals(submitterId)
                        && !notice.standing().unlinked());
        return rest.submitters().stream()
                .filter(id -> stays || !id.equals(submitterId))
                .collect(Collectors.toSet());
    }
}
