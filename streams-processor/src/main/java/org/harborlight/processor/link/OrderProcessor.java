package org.harborlight.processor.link;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.link.OrderReader.Order;
import org.harborlight.processor.pace.CommitPace;
import org.harborlight.processor.state.ReferenceCase;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.command.CommandRules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes operators' orders at the references of one task: finds the case of the notice or the incident, and sends the order there, signed as
 * it is. Answers what cannot come to a case. A command is taken once, whoever writes it again. Used by the stream thread of
 * one task.
 */
public final class OrderProcessor implements Processor<String, Parcel, String, Parcel> {
    private static final Logger LOG = LoggerFactory.getLogger(OrderProcessor.class);

    private final LaneContext lane;
    private final Identifiers identifiers;
    private final OrderReader reader;
    private @Nullable Desk desk;

    public OrderProcessor(LaneContext lane, Identifiers identifiers) {
        this.lane = lane;
        this.identifiers = identifiers;
        this.reader = new OrderReader(lane);
    }

    /** What init prepares for one task. */
    private record Desk(
            ProcessorContext<String, Parcel> context,
            KeyValueStore<String, SeenNotice> seen,
            KeyValueStore<String, ReferenceCase> cases,
            KeyValueStore<String, String> taken,
            CommitPace pace) {}

    @Override
    public void init(ProcessorContext<String, Parcel> context) {
        desk = new Desk(
                context,
                context.getStateStore(Stores.SEEN_NOTICES),
                context.getStateStore(Stores.REFERENCE_CASES),
                context.getStateStore(Stores.ORDERS_TAKEN),
                CommitPace.of(context));
    }

    @Override
    public void process(Record<String, Parcel> record) {
        Desk ready = Objects.requireNonNull(desk);
        ready.pace().after(record);
        Instant now = Instant.ofEpochMilli(ready.context().currentSystemTimeMs());
        Optional<Order> order = reader.read(record, now);
        if (order.isEmpty()) {
            LOG.atError().addKeyValue("reason", "unverified").log("alarm: internal order is not believed");
        } else if (ready.taken().putIfAbsent(order.get().command().getCommandId(), "") != null) {
            answer(ready, order.get().replayed(now));
        } else {
            take(ready, order.get(), record, now);
        }
    }

    private void take(Desk ready, Order order, Record<String, Parcel> record, Instant now) {
        switch (goal(ready, order)) {
            case Goal.Case(String caseKey) ->
                ready.context().forward(record.withKey(caseKey), Nodes.TO_ORDERS_AT_CASES);
            case Goal.None(String reason) -> answer(ready, order.refused(reason, now));
        }
    }

    /** Where an order goes: to a case, or nowhere, for the reason of this code. */
    private sealed interface Goal {
        record Case(String caseKey) implements Goal {}

        record None(String reason) implements Goal {}
    }

    private Goal goal(Desk ready, Order order) {
        CommandedHeldNotice notice = order.command().getHeldNotice();
        CommandedIncident incident = order.command().getIncident();
        if (order.fault().isEmpty() && notice != null) {
            return ofNotice(ready, notice);
        }
        if (order.fault().isEmpty() && incident != null) {
            return ofIncident(ready, incident);
        }
        return new Goal.None(order.fault().orElse("malformed-command"));
    }

    private static Goal ofNotice(Desk ready, CommandedHeldNotice subject) {
        SeenNotice seen = ready.seen().get(new NoticeRef(subject.getReference(), subject.getNoticeId()).key());
        Optional<String> refusal = refusal(subject, seen);
        if (refusal.isPresent()) {
            return new Goal.None(refusal.get());
        }
        ReferenceCase now = ready.cases().get(subject.getReference());
        return new Goal.Case(now == null ? Objects.requireNonNull(seen.getCaseKey()) : now.getCaseKey());
    }

    /** Whose it is, the case knows. */
    private Goal ofIncident(Desk ready, CommandedIncident subject) {
        ReferenceCase now = ready.cases().get(subject.getReference());
        if (now == null) {
            return new Goal.None(CaseUnlinking.UNKNOWN_INCIDENT);
        }
        return now.getCaseKey().equals(identifiers.caseKeyOfUnlinked(subject.getReference()))
                ? new Goal.None(CaseUnlinking.UNLINKED_BEFORE)
                : new Goal.Case(now.getCaseKey());
    }

    /** Why there is no case to go to. */
    private static Optional<String> refusal(CommandedHeldNotice subject, @Nullable SeenNotice seen) {
        if (seen == null
                || seen.getDigests().isEmpty()
                || !seen.getSubmitterId().equals(subject.getSubmitterId())) {
            return Optional.of("unknown-notice");
        }
        if (seen.getCaseKey() != null) {
            return Optional.empty();
        }
        if (seen.getHandedOver()) {
            return Optional.of("handed-over");
        }
        return Optional.of(seen.getWithdrawal() == null ? Verdicts.REFERS_TO_UNKNOWN : OrderDesk.NOT_HELD);
    }

    private void answer(Desk ready, CommandResult result) {
        Record<String, Parcel> answer = new Record<>(
                CommandRules.resultKey(result),
                Parcel.of(lane.formats().commandResults().encode(result)),
                ready.context().currentSystemTimeMs());
        ready.context().forward(answer, Nodes.ORDER_RESULTS);
    }
}
