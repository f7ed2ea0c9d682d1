package org.harborlight.schemas.directory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * Who the operators were from the pinned ones on, in the order of the directory. An entry is verified with those before it,
 * a command with those at its place in topic commands; nobody's clock is asked. A key that is no longer named never comes
 * back, and its id is never another's. Immutable.
 */
public final class OperatorHistory {
    private static final OperatorHistory NONE = new OperatorHistory(List.of(new Term(-1, 0, OperatorSet.nobody())));

    private final List<Term> terms;

    private OperatorHistory(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /**
     * From when on these are the operators.
     *
     * @param sequence of the entry that names them; -1 for the pinned ones
     * @param commandsFrom offset of the first command that only they may sign
     */
    public record Term(long sequence, long commandsFrom, OperatorSet operators) {}

    /** Of a directory that is not known: nobody is believed. */
    static OperatorHistory none() {
        return NONE;
    }

    /** Before the first entry that names others. */
    public static OperatorHistory of(OperatorSet pinned) {
        return new OperatorHistory(List.of(new Term(-1, 0, pinned)));
    }

    /** The operators now. */
    public OperatorSet current() {
        return terms.getLast().operators();
    }

    /** Sequence of the entry that names them; -1 where they are the pinned ones. */
    public long since() {
        return terms.getLast().sequence();
    }

    /** The pinned operators, and those of each entry that named others. */
    public List<Term> terms() {
        return terms;
    }

    /** The operators whose commands count at this offset of topic commands. */
    public OperatorSet atCommand(long offset) {
        return terms.reversed().stream()
                .filter(term -> term.commandsFrom() <= offset)
                .findFirst()
                .orElse(terms.getFirst())
                .operators();
    }

    /** Whether an operator had a key of this id, and has not any more. */
    public boolean retired(String keyId) {
        return current().find(keyId).isEmpty()
                && terms.stream().anyMatch(term -> term.operators().find(keyId).isPresent());
    }

    /** Reason code for which those cannot come after these; empty where they can. */
    Optional<String> refusal(OperatorSet next, long commandsFrom) {
        if (commandsFrom < terms.getLast().commandsFrom()) {
            return Optional.of("commands-from-back");
        }
        boolean usedBefore = next.keyIds().stream()
                .flatMap(id -> next.find(id).stream())
                .map(VerificationKey::entry)
                .anyMatch(key -> !current().has(key) && used(key));
        return usedBefore ? Optional.of("operator-key-used-before") : Optional.empty();
    }

    private boolean used(PublicKeyEntry key) {
        ByteBuffer bytes = key.getPublicKey();
        return terms.stream()
                .map(Term::operators)
                .flatMap(set -> set.keyIds().stream().flatMap(id -> set.find(id).stream()))
                .map(VerificationKey::entry)
                .anyMatch(before -> before.getKeyId().equals(key.getKeyId())
                        || before.getPublicKey().equals(bytes));
    }

    OperatorHistory with(long sequence, long commandsFrom, OperatorSet next) {
        List<Term> more = new ArrayList<>(terms);
        more.add(new Term(sequence, commandsFrom, next));
        return new OperatorHistory(more);
    }
}
