package org.harborlight.processor.link;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.command.CommandCheck;
import org.jspecify.annotations.Nullable;

/**
 * Reads operators' orders about notices of this lane, to release or to unlink them, signed as they are. Every stage that acts on one reads it so:
 * nobody gains by writing to a topic in between. What operators did not sign is left to the connector's alarm. Stateless.
 */
final class OrderReader {
    private final LaneContext lane;

    OrderReader(LaneContext lane) {
        this.lane = lane;
    }

    /**
     * An order that operators signed.
     *
     * @param place the record in topic commands, as its header says: it is told of, and nothing hangs on it
     * @param fault reason code of why it has no effect
     */
    record Order(Command command, Origin place, Optional<String> fault) {
        /** Of the incident that it is about; empty where it names none. */
        String reference() {
            CommandedHeldNotice notice = command.getHeldNotice();
            CommandedIncident incident = command.getIncident();
            return notice != null ? notice.getReference() : incident != null ? incident.getReference() : "";
        }

        CommandResult applied(Instant now) {
            return result(CommandEffect.APPLIED, now).build();
        }

        CommandResult refused(String reason, Instant now) {
            return result(CommandEffect.REFUSED, now).setReason(reason).build();
        }

        /** To a copy of a command, whose own answer stands. */
        CommandResult replayed(Instant now) {
            return result(CommandEffect.REFUSED, now)
                    .setCommandId("")
                    .setReason("replayed")
                    .build();
        }

        private CommandResult.Builder result(CommandEffect effect, Instant now) {
            return CommandResult.newBuilder()
                    .setCommandId(command.getCommandId())
                    .setCommand(place)
                    .setEffect(effect)
                    .setAt(now);
        }
    }

    /** Empty for what is no order of this lane. */
    Optional<Order> read(byte @Nullable [] value, Origin place, Instant now) {
        if (value == null || !RecordBounds.fits(value)) {
            return Optional.empty();
        }
        try {
            CommandCheck check = lane.commands().check(lane.formats().commands().decode(value), now);
            return switch (check) {
                case CommandCheck.Rejected _ -> Optional.empty();
                case CommandCheck.Genuine(Command command) -> ours(command, place, Optional.empty());
                case CommandCheck.WithoutEffect(Command command, String reason) ->
                    ours(command, place, Optional.of(reason));
            };
        } catch (DecodeException unreadable) {
            return Optional.empty();
        }
    }

    /** The same for an internal record, which says beside it where the command stands. */
    Optional<Order> read(Record<String, Parcel> record, Instant now) {
        Parcel parcel = record.value();
        return parcel == null
                ? Optional.empty()
                : OriginHeader.read(record.headers()).flatMap(place -> read(parcel.bytes(), place, now));
    }

    private Optional<Order> ours(Command command, Origin place, Optional<String> fault) {
        return laneOf(command).filter(named -> named == lane.lane()).map(_ -> new Order(command, place, fault));
    }

    /** Somebody has to answer what names no lane. */
    private static Optional<Lane> laneOf(Command command) {
        return switch (command.getKind()) {
            case RELEASE -> {
                CommandedHeldNotice notice = command.getHeldNotice();
                yield Optional.of(notice == null ? Lane.STANDARD : named(notice.getLane()));
            }
            case UNLINK -> {
                CommandedIncident incident = command.getIncident();
                yield Optional.of(incident == null ? Lane.STANDARD : named(incident.getLane()));
            }
            case REDRIVE_DELIVERY, REDRIVE_DEAD_LETTER, ERASE, HOLD, RELEASE_HOLD, UNSPECIFIED -> Optional.empty();
        };
    }

    private static Lane named(Lane lane) {
        return lane == Lane.URGENT ? Lane.URGENT : Lane.STANDARD;
    }
}
