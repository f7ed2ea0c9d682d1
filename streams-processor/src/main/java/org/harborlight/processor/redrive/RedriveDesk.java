package org.harborlight.processor.redrive;

import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.processor.link.RedriveHeader;
import org.harborlight.processor.status.LedgerOrigins;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedDeadLetter;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.command.CommandCheck;
import org.harborlight.schemas.command.CommandVerifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a command does to a dead letter. A verdict never changes: the notice is not moved, a copy of it, word for
 * word, goes into the handovers of its lane, with the command and the first record named beside it, and gets an outcome of
 * its own. Reads, and changes nothing. For one thread.
 */
final class RedriveDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RedriveDesk.class);

    private final CommandVerifier verifier;
    private final RedriveFormats formats;
    private final RedriveSources sources;
    private final InstantSource clock;

    RedriveDesk(CommandVerifier verifier, RedriveFormats formats, RedriveSources sources, InstantSource clock) {
        this.verifier = verifier;
        this.formats = formats;
        this.sources = sources;
        this.clock = clock;
    }

    /** @param place of the record in topic commands */
    RedriveAnswer answer(byte @Nullable [] value, Origin place) {
        Optional<CommandCheck> check = check(value, place);
        if (check.isEmpty()) {
            return new RedriveAnswer.None();
        }
        return switch (check.get()) {
            case CommandCheck.Rejected _ -> new RedriveAnswer.None();
            case CommandCheck.Genuine(Command command) -> ours(command, place, Optional.empty());
            case CommandCheck.WithoutEffect(Command command, String reason) ->
                ours(command, place, Optional.of(reason));
        };
    }

    /** Empty for what is no envelope; the connector raises the alarm for that, and for what is not signed. */
    private Optional<CommandCheck> check(byte @Nullable [] value, Origin place) {
        try {
            SignedEnvelope envelope = formats.command(value);
            return Optional.of(verifier.check(envelope, place.getOffset(), clock.instant()));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private RedriveAnswer ours(Command command, Origin place, Optional<String> fault) {
        if (command.getKind() != CommandKind.REDRIVE_DEAD_LETTER) {
            return new RedriveAnswer.None();
        }
        Optional<Origin> answered = sources.answered(command.getCommandId());
        if (answered.isPresent()) {
            return answered.get().equals(place)
                    ? new RedriveAnswer.None()
                    : refused(result("", place), "replayed", place);
        }
        CommandResult.Builder result = result(command.getCommandId(), place);
        return fault.<RedriveAnswer>map(reason -> refused(result, reason, place))
                .orElseGet(() -> redrive(command, result, place));
    }

    private RedriveAnswer redrive(Command command, CommandResult.Builder result, Origin place) {
        CommandedDeadLetter subject = command.getDeadLetter();
        if (subject == null || !subject.getLetter().getTopic().equals(Topics.DEAD_LETTERS)) {
            return refused(result, "malformed-command", place);
        }
        Optional<Lane> lane = laneOf(subject.getOrigin().getTopic());
        if (lane.isEmpty()) {
            return refused(result, "not-a-notice", place);
        }
        try {
            Optional<DeadLetter> letter =
                    sources.record(subject.getLetter()).map(record -> formats.letter(record.value()));
            if (letter.isEmpty()) {
                return refused(result, "letter-gone", place);
            }
            if (!letter.get().getOrigin().equals(subject.getOrigin())) {
                return refused(result, "letter-mismatch", place);
            }
            return notice(letter.get())
                    .<RedriveAnswer>map(original -> again(original, lane.get(), command, result))
                    .orElseGet(() -> refused(result, "source-gone", place));
        } catch (DecodeException e) {
            return refused(result, "malformed-record", place);
        }
    }

    /** The record of the dead letter; where that is not a notice, because it failed on its way, the notice itself. */
    private Optional<byte[]> notice(DeadLetter letter) {
        byte[] original = Bytes.copy(letter.getOriginal());
        try {
            formats.notice(original);
            return Optional.of(original);
        } catch (DecodeException e) {
            return sources.record(letter.getOrigin()).map(ConsumerRecord::value);
        }
    }

    private RedriveAnswer again(byte[] original, Lane lane, Command command, CommandResult.Builder result) {
        AcceptedNotice notice = formats.notice(original);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.handovers(lane), notice.getReference(), original);
        RedriveHeader.write(
                record.headers(),
                command.getCommandId(),
                first(command.getDeadLetter().getOrigin()));
        return new RedriveAnswer.Again(record, result);
    }

    /** The record that this one is a copy of, where it was redriven before and failed again; else itself. */
    private Origin first(Origin origin) {
        return LedgerOrigins.HANDOVERS.contains(origin.getTopic())
                ? sources.record(origin)
                        .flatMap(record -> RedriveHeader.read(record.headers()))
                        .orElse(origin)
                : origin;
    }

    private static Optional<Lane> laneOf(String topic) {
        return LedgerOrigins.LANES.stream()
                .filter(lane -> topic.equals(Topics.notices(lane)) || topic.equals(Topics.handovers(lane)))
                .findFirst();
    }

    private CommandResult.Builder result(String commandId, Origin place) {
        return CommandResult.newBuilder()
                .setCommandId(commandId)
                .setCommand(place)
                .setEffect(CommandEffect.REFUSED)
                .setAt(clock.instant());
    }

    private static RedriveAnswer refused(CommandResult.Builder result, String reason, Origin place) {
        LOG.atWarn()
                .addKeyValue("reason", reason)
                .addKeyValue("topic", place.getTopic())
                .addKeyValue("partition", place.getPartition())
                .addKeyValue("offset", place.getOffset())
                .log("a command to redrive a dead letter is refused");
        return new RedriveAnswer.Refused(result.setReason(reason).build());
    }
}
