package org.harborlight.processor.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.link.OrderReader.Order;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Router;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out operators' orders at the cases of one task: what waits for the digest of its case goes out at once, what is
 * held for want of a recipient is routed again. An order gives nobody more than rules and directory do; one that is refused
 * changes nothing. Effect and answer share one transaction. Used by the stream thread of one task.
 */
final class OrderDesk {
    static final String NOT_HELD = "not-held";

    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
    private static final String CASE_GONE = "case-gone";
    private static final String UNPROCESSABLE = "unprocessable";

    private final LaneContext lane;
    private final OrderReader reader;
    private final CaseReleasing releasing;
    private final CaseCabinet cabinet;
    private final CaseExits exits;

    OrderDesk(LaneContext lane, CaseReleasing releasing, CaseCabinet cabinet, CaseExits exits) {
        this.lane = lane;
        this.reader = new OrderReader(lane);
        this.releasing = releasing;
        this.cabinet = cabinet;
        this.exits = exits;
    }

    /** What an order comes to: a change of the case, or a reason code of why there is none. */
    private sealed interface Finding {
        record Goes(CaseChange change) implements Finding {}

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
            case Finding.Stays(String reason) -> exits.answer(order.get().refused(reason, now));
        }
    }

    /** A case that cannot be read or routed does not stop the lane. */
    private Finding find(String caseKey, Order order, Instant now) {
        CommandedHeldNotice subject = order.command().getHeldNotice();
        if (order.fault().isPresent() || subject == null) {
            return new Finding.Stays(order.fault().orElse("malformed-command"));
        }
        try {
            return cabinet.findWhole(caseKey)
                    .map(file -> decide(file, subject, now))
                    .orElseGet(() -> new Finding.Stays(CASE_GONE));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            LOG.atError()
                    .addKeyValue("noticeId", subject.getNoticeId())
                    .addKeyValue("error", poison.getClass().getName())
                    .log("alarm: an order cannot be carried out");
            return new Finding.Stays(UNPROCESSABLE);
        }
    }

    private Finding decide(CaseFile file, CommandedHeldNotice subject, Instant now) {
        List<CaseNotice> held = file.snapshot().notices().stream()
                .filter(notice -> notice.isHeld()
                        && notice.submitterId().equals(subject.getSubmitterId())
                        && notice.noticeId().equals(subject.getNoticeId()))
                .toList();
        if (held.isEmpty()) {
            return new Finding.Stays(NOT_HELD);
        }
        RoutingSnapshot routing = lane.routing().get();
        Verdicts verdicts = new Verdicts(lane.lane(), routing.directory().head(), now);
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
