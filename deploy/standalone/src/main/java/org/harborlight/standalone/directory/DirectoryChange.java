package org.harborlight.standalone.directory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.directory.ChainFormat;
import org.harborlight.schemas.directory.ChainedEntry;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.standalone.operator.ForgottenCommands;
import org.harborlight.standalone.operator.OperatorTopics;

/**
 * Brings a signed proposal into effect: refuses what readers would refuse, and new operators who would not begin where the
 * commands end; makes the topics of its partners, appends, and looks whether it is there. For one thread.
 */
public final class DirectoryChange {
    private final OperatorTopics topics;
    private final DirectoryTopic directory;

    public DirectoryChange(OperatorTopics topics, DirectoryTopic directory) {
        this.topics = topics;
        this.directory = directory;
    }

    /** What came of it. */
    public sealed interface Result {
        /**
         * It took effect.
         *
         * @param now the directory
         * @param toGiveAgain offsets of commands that were given meanwhile by those who are operators no more
         */
        record Applied(Directory now, int topicsMade, List<Long> toGiveAgain) implements Result {
            public Applied {
                toGiveAgain = List.copyOf(toGiveAgain);
            }
        }

        /** Nothing was written. */
        record Refused(String why) implements Result {}

        /** It was written, and somebody else's entry stands where its first one should: it has no effect. */
        record Overtaken(Directory now) implements Result {}
    }

    public Result apply(Proposal proposal) {
        DirectoryLoader loader = directory.load();
        if (!proposal.follows(loader.current())) {
            return new Result.Refused(
                    "the directory is at entry " + loader.current().sequence()
                            + " now, and the proposal was made for entry "
                            + (proposal.decoded().getFirst().sequence() - 1) + ": sign anew");
        }
        Directory before = loader.current();
        for (SignedEnvelope entry : proposal.entries()) {
            Directory at = loader.current();
            if (loader.apply(entry) instanceof LoadResult.Rejected(String reason)) {
                return new Result.Refused("entry " + (at.sequence() + 1) + ": " + reason + counted(at, entry, reason));
            }
        }
        Directory after = loader.current();
        Optional<String> misplaced = misplaced(proposal, before, after);
        if (misplaced.isPresent()) {
            return new Result.Refused(misplaced.get());
        }
        int made = PartnerTopics.make(topics, partners(proposal));
        directory.append(proposal.entries(), before.sequence() + 1);
        Directory now = directory.load().current();
        return now.head().equals(after.head())
                ? new Result.Applied(now, made, forgotten(proposal, before, after))
                : new Result.Overtaken(now);
    }

    /** How many signed, of whom, where that is what is wrong. */
    private static String counted(Directory at, SignedEnvelope entry, String reason) {
        ChainedEntry read = ChainFormat.own().read(entry);
        if (reason.equals(DirectoryLoader.BELOW_THRESHOLD)) {
            return counted(at.operators().current(), entry, read);
        }
        return reason.equals(DirectoryLoader.NEW_BELOW_THRESHOLD) && read.body() instanceof Operators named
                ? counted(OperatorSet.of(named), entry, read)
                : "";
    }

    private static String counted(OperatorSet operators, SignedEnvelope entry, ChainedEntry read) {
        return ", " + operators.signers(entry, read.at()).size() + " signatures, " + operators.threshold()
                + " are needed of " + String.join(", ", operators.keyIds());
    }

    /** Why other operators cannot begin at that command; empty where they can, or stay the same. */
    private Optional<String> misplaced(Proposal proposal, Directory before, Directory after) {
        OptionalLong from = proposal.commandsFrom();
        if (from.isPresent() && from.getAsLong() > topics.commandsEnd()) {
            return Optional.of("the new operators would count from command " + from.getAsLong()
                    + " on, and there are only " + topics.commandsEnd() + ": sign anew");
        }
        List<Long> forgotten = forgotten(proposal, before, after);
        return forgotten.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "commands at offsets " + forgotten
                                + " were given since by those who would be operators no more, and would be forgotten: sign anew");
    }

    private List<Long> forgotten(Proposal proposal, Directory before, Directory after) {
        OptionalLong from = proposal.commandsFrom();
        return from.isEmpty()
                ? List.of()
                : ForgottenCommands.find(topics, from.getAsLong(), before.operators(), after.operators());
    }

    private static List<String> partners(Proposal proposal) {
        return proposal.decoded().stream()
                .map(ChainedEntry::body)
                .filter(body -> body instanceof Participant participant && participant.getReceives())
                .map(body -> ((Participant) body).getParticipantId())
                .toList();
    }
}
