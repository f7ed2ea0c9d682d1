package org.harborlight.connector.command;

import java.time.Instant;
import java.util.Optional;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.Origin;

/**
 * A command that operators signed and that has no answer yet. Immutable.
 *
 * @param place the record in topic commands
 */
public record OpenCommand(Command command, Origin place) {
    public String id() {
        return command.getCommandId();
    }

    /** The delivery that it is about; empty where it is about something else. */
    Optional<CommandedDelivery> delivery() {
        return Optional.ofNullable(command.getDelivery());
    }

    boolean isFor(LaneId lane) {
        return delivery()
                .filter(subject -> subject.getPartnerId().equals(lane.partnerId()))
                .filter(subject -> subject.getLane() == lane.lane())
                .isPresent();
    }

    /** It took effect: this record is worked on again. */
    public CommandResult applied(Origin record, Instant now) {
        return result(CommandEffect.APPLIED, now).setRecord(record).build();
    }

    /** It took effect, and no record is worked on for it. */
    CommandResult applied(Instant now) {
        return result(CommandEffect.APPLIED, now).build();
    }

    public CommandResult refused(String reason, Instant now) {
        return result(CommandEffect.REFUSED, now).setReason(reason).build();
    }

    private CommandResult.Builder result(CommandEffect effect, Instant now) {
        return CommandResult.newBuilder()
                .setCommandId(id())
                .setCommand(place)
                .setEffect(effect)
                .setAt(now);
    }
}
