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
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.command.CommandRules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes operators' orders at the references of one task: finds the case of the notice, and sends the order there, signed as
 * it is. Answers what cannot come to a case. A command is taken once, whoever writes it again. Used by the stream thread of
 * one task.
 */
public final class OrderProcessor implements Processor<String, Parcel, String, Parcel> {
    private static final Logger LOG = LoggerFactory.getLogger(OrderProcessor.class);

    private final LaneContext lane;
    private final OrderReader reader;
    private @Nullable Desk desk;

    public OrderProcessor(LaneContext lane) {
        this.lane = lane;
        this.reader = new OrderReader(lane);
    }

    /** What init prepares for one task. */
    private record Desk(
            ProcessorContext<String, Parcel> context,
            KeyValueStore<String, SeenNotice> seen,
            KeyValueStore<String, String> taken,
            CommitPace pace) {}

    @Override
    public void init(ProcessorContext<String, Parcel> context) {
        desk = new Desk(
                context,
                context.getStateStore(Stores.SEEN_NOTICES),
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
        CommandedHeldNotice subject = order.command().getHeldNotice();
        if (order.fault().isPresent() || subject == null) {
            answer(ready, order.refused(order.fault().orElse("malformed-command"), now));
            return;
        }
        SeenNotice seen = ready.seen().get(new NoticeRef(subject.getReference(), subject.getNoticeId()).key());
        Optional<String> refusal = refusal(subject, seen);
        if (refusal.isPresent()) {
            answer(ready, order.refused(refusal.get(), now));
        } else {
            String caseKey = Objects.requireNonNull(seen.getCaseKey());
            ready.context().forward(record.withKey(caseKey), Nodes.TO_ORDERS_AT_CASES);
        }
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
