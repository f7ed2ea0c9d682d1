package org.harborlight.standalone.directory;

import java.util.List;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.standalone.operator.OperatorTopics;

/**
 * Brings a signed proposal into effect: refuses what readers would refuse, makes the topics of its partners, appends, and
 * looks whether it is there. For one thread.
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
        /** It took effect; this is the directory now. */
        record Applied(Directory now, int topicsMade) implements Result {}

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
                            + (proposal.decoded().getFirst().getSequence() - 1) + ": sign anew");
        }
        long first = loader.current().sequence() + 1;
        for (SignedEnvelope entry : proposal.entries()) {
            if (loader.apply(entry) instanceof LoadResult.Rejected(String reason)) {
                return new Result.Refused(refusal(entry, loader.current().sequence() + 1, reason));
            }
        }
        int made = PartnerTopics.make(topics, partners(proposal));
        directory.append(proposal.entries(), first);
        Directory now = directory.load().current();
        return now.head().equals(loader.current().head()) ? new Result.Applied(now, made) : new Result.Overtaken(now);
    }

    private String refusal(SignedEnvelope entry, long sequence, String reason) {
        String signed = entry.getSignatures().size() + " signatures, " + directory.threshold() + " are needed";
        return "entry " + sequence + ": " + reason + (reason.equals("signatures-below-threshold") ? ", " + signed : "");
    }

    private static List<String> partners(Proposal proposal) {
        return proposal.decoded().stream()
                .map(DirectoryEntry::getBody)
                .filter(body -> body instanceof Participant participant && participant.getReceives())
                .map(body -> ((Participant) body).getParticipantId())
                .toList();
    }
}
