package org.harborlight.connector.command;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.command.CommandCheck;
import org.harborlight.schemas.command.CommandRules;
import org.harborlight.schemas.command.CommandVerifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges each record of topic commands, in order: signatures, age, whether it is a copy of an earlier one. What may take
 * effect on a delivery goes into the book, on a notice to its desk; the rest is answered here, where every instance answers
 * the same under the same key. Commands for the processor are left to it. Belongs to the follower's thread.
 */
public final class CommandDoor {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDoor.class);

    /** A record's time is its writer's. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final WireFormat<SignedEnvelope> envelopes;
    private final CommandVerifier verifier;
    private final CommandBook book;
    private final CommandResults results;
    private final NoticeDesk notices;
    private final Producer<String, byte[]> producer;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<String, CommandResult> unwritten = new ConcurrentHashMap<>();

    public CommandDoor(
            WireFormat<SignedEnvelope> envelopes,
            CommandVerifier verifier,
            LaneCommands commands,
            NoticeDesk notices,
            Producer<String, byte[]> producer,
            MeterRegistry meters,
            InstantSource clock) {
        this.envelopes = envelopes;
        this.verifier = verifier;
        this.book = commands.book();
        this.results = commands.results();
        this.notices = notices;
        this.producer = producer;
        this.meters = meters;
        this.clock = clock;
    }

    /** @param written when, as its writer says */
    void judge(byte @Nullable [] value, Origin place, Instant written) {
        Instant now = clock.instant();
        CommandCheck then = check(value, place, written.isBefore(now) ? written : now);
        if (then instanceof CommandCheck.Genuine(Command command) && CommandRules.aboutNotice(command)) {
            order(new OpenCommand(command, place), now);
        } else if (written.isBefore(now.minus(CommandRules.VALIDITY).minus(MARGIN))) {
            remember(then, place);
        } else {
            judge(check(value, place, now), place, now);
        }
    }

    /** What is long past was judged then; it only matters whether it can still be believed. */
    private void remember(CommandCheck then, Origin place) {
        if (then instanceof CommandCheck.Rejected(String reason)
                && results.find(CommandRules.resultKey(place)).isEmpty()) {
            meters.counter("harborlight.connector.commands.forgotten", "reason", reason)
                    .increment();
            LOG.atError()
                    .addKeyValue("offset", place.getOffset())
                    .addKeyValue("reason", reason)
                    .log(
                            "alarm: a command of the past can no longer be verified; a hold or an erasure may be forgotten");
        }
    }

    private void judge(CommandCheck check, Origin place, Instant now) {
        switch (check) {
            case CommandCheck.Genuine(Command command)
            when CommandRules.aboutNotice(command) -> order(new OpenCommand(command, place), now);
            case CommandCheck.Genuine(Command command) when ours(command) -> take(new OpenCommand(command, place));
            case CommandCheck.WithoutEffect(Command command, String reason)
            when ours(command) -> refuse(new OpenCommand(command, place), reason);
            case CommandCheck.Genuine _, CommandCheck.WithoutEffect _ ->
                LOG.atDebug().addKeyValue("offset", place.getOffset()).log("command for the processor");
            case CommandCheck.Rejected(String reason) -> reject(place, reason);
        }
    }

    /** Answers what no lane has taken while it was of any use. */
    void expire() {
        for (OpenCommand command : book.all()) {
            if (CommandRules.tooOld(command.command(), clock.instant().minus(CommandFollower.GRACE))) {
                refuse(command, CommandRules.TOO_OLD);
                book.answered(command.id());
            }
        }
    }

    /** Erases what operators have ordered to be erased, answers for it, and answers again where the brokers did not. */
    void work() {
        for (CommandResult result : List.copyOf(unwritten.values())) {
            if (unwritten.remove(CommandRules.resultKey(result), result)) {
                write(result);
            }
        }
        notices.work(this::write, clock.instant());
    }

    /** Every command that stood in the topic at the start has been judged. */
    void allKnown() {
        notices.allKnown();
    }

    /** By those who were operators at that place. */
    private CommandCheck check(byte @Nullable [] value, Origin place, Instant at) {
        if (value == null) {
            return new CommandCheck.Rejected(DecodeException.MALFORMED);
        }
        try {
            return verifier.check(envelopes.decode(value), place.getOffset(), at);
        } catch (DecodeException e) {
            return new CommandCheck.Rejected(e.reason());
        }
    }

    /** What is not for the processor: incomplete ones too, so that somebody answers them. */
    private static boolean ours(Command command) {
        return !CommandRules.forProcessor(command);
    }

    /**
     * What operators order about a notice is in force by topic commands alone, at every start anew; the first record of a
     * command counts. Topic command-results, which nobody signs, only tells of it.
     */
    private void order(OpenCommand command, Instant now) {
        Optional<Origin> earlier = notices.place(command.id());
        if (earlier.isEmpty()) {
            notices.take(command, now).filter(result -> !results.tells(result)).ifPresent(this::answer);
        } else if (!earlier.get().equals(command.place())) {
            reject(command.place(), "replayed");
        }
    }

    private void answer(CommandResult result) {
        write(result);
        if (result.getEffect() == CommandEffect.REFUSED) {
            refused(result.getReason());
        }
    }

    private void take(OpenCommand command) {
        if (first(command) && !results.answered(command)) {
            book.add(command);
        }
    }

    private void refuse(OpenCommand command, String reason) {
        if (first(command) && !results.answered(command)) {
            answer(command.refused(reason, clock.instant()));
        }
    }

    private void refused(String reason) {
        meters.counter("harborlight.connector.commands.refused", "reason", reason)
                .increment();
    }

    /** Whether no other record holds this command; a copy is refused by its place, and the answer to the first stands. */
    private boolean first(OpenCommand command) {
        Optional<Origin> earlier = results.find(command.id())
                .map(CommandResult::getCommand)
                .or(() -> book.find(command.id()).map(OpenCommand::place))
                .or(() -> notices.place(command.id()));
        if (earlier.isEmpty() || earlier.get().equals(command.place())) {
            return true;
        }
        reject(command.place(), "replayed");
        return false;
    }

    private void reject(Origin place, String reason) {
        if (results.find(CommandRules.resultKey(place)).isPresent()) {
            return;
        }
        meters.counter("harborlight.connector.commands.rejected", "reason", reason)
                .increment();
        LOG.atError()
                .addKeyValue("topic", place.getTopic())
                .addKeyValue("partition", place.getPartition())
                .addKeyValue("offset", place.getOffset())
                .addKeyValue("reason", reason)
                .log("alarm: a command was not given by the operators of this exchange");
        write(CommandResult.newBuilder()
                .setCommandId("")
                .setCommand(place)
                .setEffect(CommandEffect.REFUSED)
                .setReason(reason)
                .setAt(clock.instant())
                .build());
    }

    /** Not acknowledged, it is written again in the next round. */
    private void write(CommandResult result) {
        var _ = producer.send(results.record(result), (_, fault) -> {
            if (fault != null) {
                unwritten.put(CommandRules.resultKey(result), result);
                LOG.atError()
                        .addKeyValue("offset", result.getCommand().getOffset())
                        .setCause(fault)
                        .log("the answer to a command could not be written");
            }
        });
    }
}
