package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.harborlight.processor.link.PatientReader.Sight;
import org.harborlight.processor.link.Reading.Understood;
import org.harborlight.processor.link.Reading.Unreadable;
import org.harborlight.processor.pace.CommitPace;
import org.harborlight.processor.route.RoutingSnapshot;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.LinkKind;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First stage of a lane, per reference: reads a record, decides what it is to its reference, and sends it on its way:
 * an outcome, the other lane, or its case. Decides first and changes state and forwards afterwards, in one transaction:
 * what is remembered has been forwarded. Used by the stream thread of one task.
 */
public final class AdmitProcessor implements Processor<String, byte[], String, Parcel> {
    private static final Logger LOG = LoggerFactory.getLogger(AdmitProcessor.class);
    private static final String UNPROCESSABLE = "unprocessable";
    private static final String CONFLICT = "conflict";

    private final LaneContext lane;
    private final Identifiers identifiers;
    private final PatientReader reader;
    private @Nullable Desk desk;

    public AdmitProcessor(LaneContext lane, Identifiers identifiers) {
        this.lane = lane;
        this.identifiers = identifiers;
        this.reader = new PatientReader(
                new AdmissionReader(lane.formats().accepted(), lane.formats().writers(), identifiers), lane);
    }

    /** What init prepares for one task. */
    private record Desk(
            ProcessorContext<String, Parcel> context,
            ReferenceBook book,
            AdmissionDesk admissions,
            AdmissionExits exits,
            MoveDesk moves,
            VerifiedClock clock,
            CommitPace pace) {}

    @Override
    public void init(ProcessorContext<String, Parcel> context) {
        ReferenceBook book = new ReferenceBook(context, lane.bounds().retention());
        AdmissionExits exits = new AdmissionExits(context, lane, book, identifiers);
        Desk ready = new Desk(
                context,
                book,
                new AdmissionDesk(book, identifiers),
                exits,
                new MoveDesk(context, lane, book, identifiers),
                new VerifiedClock(),
                CommitPace.of(context));
        context.schedule(lane.bounds().sweep().interval(), PunctuationType.WALL_CLOCK_TIME, now -> sweep(ready, now));
        desk = ready;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Desk ready = Objects.requireNonNull(desk);
        ready.pace().after(record);
        RecordMetadata metadata = ready.context().recordMetadata().orElseThrow();
        Origin origin = new Origin(metadata.topic(), metadata.partition(), metadata.offset());
        if (metadata.topic().equals(Topics.moves(lane.lane()))) {
            ready.moves().take(record, origin, verdicts(ready, lane.routing().get()));
            return;
        }
        Way way = way(record, metadata.topic());
        Sight sight = read(record, way.handedOver());
        Verdicts verdicts = verdicts(ready, sight.routing());
        switch (decide(ready, sight.reading(), way)) {
            case Decision.Refused(Unreadable unreadable) -> {
                alarm("alarm: notice record is dead-lettered", unreadable.reason(), origin);
                ready.exits().deadLetter(record, unreadable, origin, verdicts);
            }
            case Decision.Admitted admitted -> {
                ready.clock().saw(admitted.read().accepted().getAcceptedAt());
                carryOut(ready, admitted, new Arrived(origin, verdicts));
            }
        }
    }

    private Verdicts verdicts(Desk ready, RoutingSnapshot routing) {
        return new Verdicts(
                lane.lane(),
                routing.directory().head(),
                Instant.ofEpochMilli(ready.context().currentSystemTimeMs()));
    }

    /** How a record came: from the other lane, and by an operator's command. */
    private record Way(boolean handedOver, boolean redriven) {}

    /** A redriven notice comes from where the record stood that it is a copy of. */
    private Way way(Record<String, byte[]> record, String topic) {
        String handovers = Topics.handovers(lane.lane());
        if (!topic.equals(handovers)) {
            return new Way(false, false);
        }
        return RedriveHeader.read(record.headers())
                .map(copied -> new Way(copied.getTopic().equals(handovers), true))
                .orElse(new Way(true, false));
    }

    /** What admit makes of one record; nothing has changed when this is known. */
    private sealed interface Decision {
        record Admitted(Understood read, ByteBuffer digest, Admission admission) implements Decision {}

        record Refused(Unreadable unreadable) implements Decision {}
    }

    private Sight read(Record<String, byte[]> record, boolean handedOver) {
        try {
            return reader.read(record.value(), handedOver ? Lanes.other(lane.lane()) : lane.lane());
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            return new Sight(unprocessable(poison, null), lane.routing().get());
        }
    }

    private static Decision decide(Desk ready, Reading reading, Way way) {
        return switch (reading) {
            case Unreadable unreadable -> new Decision.Refused(unreadable);
            case Understood read -> decide(ready, read, way);
        };
    }

    private static Decision decide(Desk ready, Understood read, Way way) {
        try {
            ByteBuffer digest = ByteBuffer.wrap(
                    Sha256.of(Bytes.copy(read.accepted().getEnvelope().getPayload())));
            return new Decision.Admitted(
                    read, digest, ready.admissions().decide(read, digest, way.handedOver(), way.redriven()));
        } catch (KafkaException | SchemaRegistryException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException poison) {
            return new Decision.Refused(unprocessable(poison, read.accepted()));
        }
    }

    private static Unreadable unprocessable(RuntimeException poison, @Nullable AcceptedNotice accepted) {
        LOG.atError()
                .addKeyValue("reason", UNPROCESSABLE)
                .addKeyValue("error", poison.getClass().getName())
                .log("record cannot be processed");
        return new Unreadable(UNPROCESSABLE, accepted);
    }

    private static void carryOut(Desk ready, Decision.Admitted admitted, Arrived arrived) {
        Understood read = admitted.read();
        ByteBuffer digest = admitted.digest();
        switch (admitted.admission()) {
            case Admission.Replay replay -> ready.exits().replayed(read, replay, arrived);
            case Admission.Again again -> ready.exits().again(read, again, arrived);
            case Admission.HandOver handOver -> ready.exits().handOver(read, digest, arrived);
            case Admission.AwaitOriginal await -> {
                alarmOfConflict(await.link(), arrived);
                ready.exits().await(read, await, digest, arrived);
            }
            case Admission.AlreadyWithdrawn withdrawn ->
                ready.exits().alreadyWithdrawn(read, withdrawn, digest, arrived);
            case Admission.Rehearse rehearse -> ready.exits().rehearse(read, rehearse, arrived);
            case Admission.Forward forward -> {
                alarmOfConflict(forward.link(), arrived);
                ready.exits().forward(read, forward, digest, arrived);
            }
        }
    }

    private static void alarmOfConflict(@Nullable LinkKind link, Arrived arrived) {
        if (link == LinkKind.CONFLICT) {
            alarm("alarm: one notice id, two contents", CONFLICT, arrived.origin());
        }
    }

    /** The record goes on its way all the same; a person has to look at what wrote it. */
    private static void alarm(String message, String reason, Origin origin) {
        LOG.atError()
                .addKeyValue("reason", reason)
                .addKeyValue("topic", origin.getTopic())
                .addKeyValue("partition", origin.getPartition())
                .addKeyValue("offset", origin.getOffset())
                .log(message);
    }

    /** Which record it was, and how its outcome starts. */
    record Arrived(Origin origin, Verdicts verdicts) {}

    private void sweep(Desk ready, long wallClockMs) {
        Instant now = ready.clock().now(wallClockMs);
        Verdicts verdicts =
                new Verdicts(lane.lane(), lane.routing().get().directory().head(), Instant.ofEpochMilli(wallClockMs));
        ready.book()
                .sweep(now, lane.bounds().sweep().batch())
                .forEach(forgotten -> ready.exits().forgotten(forgotten, verdicts));
    }
}
