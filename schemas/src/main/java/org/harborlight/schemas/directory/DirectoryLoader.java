package org.harborlight.schemas.directory;

import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.Sha256;

/**
 * Folds signed entries into snapshots. An entry takes effect only if enough distinct operators signed it, it is chained to
 * the head, and a participant's carries its accession; anything else leaves the last good snapshot. Who the operators are is
 * said by configuration for the first entry, and by the directory itself from the first entry on that names others: they sign it,
 * and as many of those that it names. Not thread-safe: one thread folds.
 */
public final class DirectoryLoader {
    /** Reason code: fewer operators signed than must. */
    public static final String BELOW_THRESHOLD = "signatures-below-threshold";
    /** Reason code: enough operators signed, and fewer of those that the entry names than must. */
    public static final String NEW_BELOW_THRESHOLD = "new-operators-below-threshold";

    private final ChainFormat format;
    private final AccessionRule accessions;
    private Directory current;

    /** Reads only entries that this version of the schemas wrote, each participant's with its accession. */
    public DirectoryLoader(List<PublicKeyEntry> operatorKeys, int threshold) {
        this(OperatorSet.pinned(operatorKeys, threshold), ChainFormat.own(), AccessionRule.always());
    }

    /**
     * Starts with nothing.
     *
     * @param pinned the operators with whom the directory began
     * @param format reads what any version wrote: entries are kept for ever
     * @param accessions what an entry of a participant must show
     */
    public DirectoryLoader(OperatorSet pinned, ChainFormat format, AccessionRule accessions) {
        this.format = format;
        this.accessions = accessions;
        this.current = Directory.begun(pinned);
    }

    public Directory current() {
        return current;
    }

    public LoadResult apply(SignedEnvelope envelope) {
        ChainedEntry entry;
        try {
            entry = format.read(envelope);
        } catch (DecodeException malformed) {
            return new LoadResult.Rejected(malformed.reason());
        }
        if (!current.operators().current().signed(envelope, entry.at())) {
            return new LoadResult.Rejected(BELOW_THRESHOLD);
        }
        if (!entry.follows(current)) {
            return new LoadResult.Rejected("not-chained-to-head");
        }
        Optional<String> unsound = unsound(envelope, entry);
        if (unsound.isPresent()) {
            return new LoadResult.Rejected(unsound.get());
        }
        Directory next;
        try {
            next = current.with(Sha256.hex(Bytes.copy(envelope.getPayload())), entry);
        } catch (IllegalArgumentException unsoundKey) {
            return new LoadResult.Rejected("unsound-key");
        }
        if (entry.body() instanceof Participant participant) {
            Optional<String> refusal = accessions.refusal(current, entry, participant);
            if (refusal.isPresent()) {
                return new LoadResult.Rejected(refusal.get());
            }
        }
        current = next;
        return new LoadResult.Applied(current);
    }

    private Optional<String> unsound(SignedEnvelope envelope, ChainedEntry entry) {
        return switch (entry.body()) {
            case Participant participant -> unsound(participant);
            case Operators named -> unsound(envelope, entry, named);
            default -> Optional.empty();
        };
    }

    private static Optional<String> unsound(Participant participant) {
        if (!AgreementChecks.problems(participant).isEmpty()) {
            return Optional.of("unsound-agreement");
        }
        return WebhookChecks.problems(participant).isEmpty() ? Optional.empty() : Optional.of("unsound-webhook");
    }

    private Optional<String> unsound(SignedEnvelope envelope, ChainedEntry entry, Operators named) {
        if (!OperatorSet.problems(named).isEmpty()) {
            return Optional.of("unsound-operators");
        }
        OperatorSet next = OperatorSet.of(named);
        return next.signed(envelope, entry.at())
                ? current.operators().refusal(next, entry.commandsFrom())
                : Optional.of(NEW_BELOW_THRESHOLD);
    }
}
