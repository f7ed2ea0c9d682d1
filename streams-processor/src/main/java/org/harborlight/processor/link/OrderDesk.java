package org.harborlight.processor.link;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.link.OrderReader.Order;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out operators' orders at the cases of one task: what waits for the digest of its case goes out at once, what is
 * held for want of a recipient is routed again, an incident that was joined by mistake leaves. An order gives nobody more than rules and directory do; one that is refused
 * changes nothing. Effect and answer share one transaction. Used by the stream thread of one task.
 */
final class OrderDesk {
    static final String NOT_HELD = "not-held";

    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
    private static final String CASE_TOO_LARGE = "case-too-large";
    private static final String CASE_GONE = "case-gone";
    private static final String UNPROCESSABLE = "unprocessable";

    private final LaneContext lane;
    private final OrderReader reader;
    private final CaseReleasing releasing;
    private final CaseUnlinking unlinking;
    private final CaseCabinet cabinet;
    private final CaseExits exits;
    private final Departures departures;

    OrderDesk(LaneContext lane, Hands hands, CaseCabinet cabinet, CaseExits exits, Departures departures) {
        this.lane = lane;
        this.reader = new OrderReader(lane);
        this.releasing = hands.releasing();
        this.unlinking = hands.unlinking();
        this.cabinet = cabinet;
        this.exits = exits;
        this.departures = departures;
    }

    /** What decides about a case. */
    record Hands(CaseReleasing releasing, CaseUnlinking unlinking) {}

    /** What an order comes to: a change of the case, or a reason code of why there is none. */
    private sealed interface Finding {
        record Goes(CaseChange change) implements Finding {}

        record Leaves(CaseChange change, Departure departure) implements Finding {}

        record Stays(String reason) implements Finding {}
    }

    void take(Record<String, Parcel> record, long wallClockMs) {
        Instant now = Instant.ofEpochMilli(wallClockMs);
        Optional<Order> order = reader.read(record, now);
        if (order.isEmpty()) {
            LOG.atError().addKeyValue("reason", "unverified").log("alarm: internal order is not believed");
            return;
        }
        switch (find(record.key(), order.get(), now)) {
            case Finding.Goes(CaseChange change) -> {
                exits.carryOut(change, Instant.EPOCH);
                exits.answer(order.get().applied(now));
            }
            case Finding.Leaves(CaseChange change, Departure departure) -> {
                exits.carryOut(change, Instant.EPOCH);
                departures.send(
                        order.get().reference(),
                        departure,
                        Objects.requireNonNull(record.value().bytes()));
                exits.answer(order.get().applied(now));
            }
            case Finding.Stays(String reason) -> exits.answer(order.get().refused(reason, now));
        }
    }

    /** A case that cannot be read or routed does not stop the lane. */
    private Finding find(String caseKey, Order order, Instant now) {
        if (order.fault().isPresent()) {
            return new Finding.Stays(order.fault().get());
        }
        try {
            return cabinet.findWhole(caseKey)
                    .map(file -> decide(file, order, now))
                    .orElseGet(() -> new Finding.Stays(CASE_GONE));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            LOG.atError()
                    .addKeyValue("commandId", order.command().getCommandId())
                    .addKeyValue("error", poison.getClass().getName())
                    .log("alarm: an order cannot be carried out");
            return new Finding.Stays(UNPROCESSABLE);
        }
    }

    private Finding decide(CaseFile file, Order order, Instant now) {
        RoutingSnapshot routing = lane.routing().get();
        Verdicts verdicts = new Verdicts(lane.lane(), routing.directory().head(), now);
        CommandedHeldNotice notice = order.command().getHeldNotice();
        CommandedIncident incident = order.command().getIncident();
        if (notice != null) {
            return release(file, notice, routing, verdicts);
        }
        return incident == null ? new Finding.Stays("malformed-command") : unlink(file, incident, routing, verdicts);
    }

    /** Whatever makes a version takes along what waits for the digest. */
    private Finding unlink(CaseFile file, CommandedIncident incident, RoutingSnapshot routing, Verdicts verdicts) {
        if (!cabinet.isWhole(file)) {
            return new Finding.Stays(CASE_TOO_LARGE);
        }
        return switch (unlinking.unlink(file, incident, routing, verdicts)) {
            case CaseUnlinking.Finding.Stays(String reason) -> new Finding.Stays(reason);
            case CaseUnlinking.Finding.Leaves(CaseChange change, Departure departure) ->
                new Finding.Leaves(
                        change.dispatches().isEmpty()
                                ? change
                                : change.then(releasing.digest(change.fileAfter(file), routing, verdicts)),
                        departure);
        };
    }

    private Finding release(CaseFile file, CommandedHeldNotice subject, RoutingSnapshot routing, Verdicts verdicts) {
        List<CaseNotice> held = file.snapshot().notices().stream()
                .filter(notice -> notice.isHeld()
                        && notice.submitterId().equals(subject.getSubmitterId())
                        && notice.noticeId().equals(subject.getNoticeId()))
                .toList();
        if (held.isEmpty()) {
            return new Finding.Stays(NOT_HELD);
        }
        CaseChange change = held.stream().anyMatch(CaseNotice::isWaiting)
                ? releasing.digest(file, routing, verdicts)
                : releasing.review(file, routing, verdicts);
        return change.heldChanges().stream().anyMatch(one -> releases(one, subject))
                ? new Finding.Goes(change)
                : new Finding.Stays(Router.route(file.snapshot(), routing).heldReason());
    }

    private static boolean releases(HeldChange change, CommandedHeldNotice subject) {
        return change.getKind() == HeldChangeKind.RELEASED
                && change.getSubmitterId().equals(subject.getSubmitterId())
                && change.getNoticeId().equals(subject.getNoticeId());
    }
}
