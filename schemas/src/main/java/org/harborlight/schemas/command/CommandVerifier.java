package org.harborlight.schemas.command;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.OperatorHistory;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;

/**
 * Verifies a command before anything in it is decoded: every signature present is of an operator's key and holds, and
 * there are as many of them as a directory entry needs, and as its kind needs. Who the operators are is asked of the directory
 * each time; the command's own time says nothing about that. Whether the command has taken effect before is not known
 * here. Thread-safe.
 */
public final class CommandVerifier {
    /** Reason code: more operators must sign. */
    public static final String BELOW_THRESHOLD = "signatures-below-threshold";
    /** Reason code: this exchange has too few operator keys for a command of this kind. */
    public static final String TOO_FEW_OPERATORS = "needs-two-operator-keys";

    /** Reason code: one who signed was an operator, and is not any more. */
    public static final String RETIRED_KEY = "operator-key-retired";

    private final Supplier<OperatorHistory> operators;
    private final SingleObject<Command> commands;

    /** @param operators who they are and were, as the newest directory says */
    public CommandVerifier(Supplier<OperatorHistory> operators, SingleObject<Command> commands) {
        this.operators = operators;
        this.commands = commands;
    }

    /**
     * For operators who stay.
     *
     * @param threshold how many operator keys must sign
     */
    public CommandVerifier(List<PublicKeyEntry> operatorKeys, int threshold, SingleObject<Command> commands) {
        this(constant(OperatorHistory.of(OperatorSet.pinned(operatorKeys, threshold))), commands);
    }

    private static Supplier<OperatorHistory> constant(OperatorHistory history) {
        return () -> history;
    }

    /** By those who are operators now; throws IllegalStateException while that is not known. */
    public CommandCheck check(SignedEnvelope envelope, Instant now) {
        OperatorHistory history = known();
        return check(envelope, history, history.current(), now);
    }

    /**
     * By those who were operators when this was written, as the directory's order has it: what they ordered then stays
     * verifiable, and a key that is stolen later adds nothing to it.
     *
     * @param offset of the very record in topic commands
     */
    public CommandCheck check(SignedEnvelope envelope, long offset, Instant now) {
        OperatorHistory history = known();
        return check(envelope, history, history.atCommand(offset), now);
    }

    /** A command that nobody can judge is not one that is refused. */
    private OperatorHistory known() {
        OperatorHistory history = operators.get();
        if (history.current().keyIds().isEmpty()) {
            throw new IllegalStateException("it is not known who the operators are: there is no directory");
        }
        return history;
    }

    private CommandCheck check(SignedEnvelope envelope, OperatorHistory history, OperatorSet set, Instant now) {
        if (!MediaTypes.COMMAND.equals(envelope.getPayloadType())) {
            return new CommandCheck.Rejected("wrong-payload-type");
        }
        SignatureCheck signatures = new EnvelopeVerifier(set).verify(envelope, now);
        return switch (signatures) {
            case SignatureCheck.Valid valid ->
                valid.keyIds().size() >= set.threshold()
                        ? decode(envelope, valid.keyIds().size(), set, now)
                        : new CommandCheck.Rejected(BELOW_THRESHOLD);
            case SignatureCheck.UnknownKey(String keyId) ->
                new CommandCheck.Rejected(history.retired(keyId) ? RETIRED_KEY : "unknown-key");
            case SignatureCheck.BadSignature _ -> new CommandCheck.Rejected("bad-signature");
            case SignatureCheck.KeyNotValid _ -> new CommandCheck.Rejected("key-not-valid");
            case SignatureCheck.DuplicateKey _ -> new CommandCheck.Rejected("duplicate-key");
            case SignatureCheck.NoSignature _ -> new CommandCheck.Rejected("no-signature");
            case SignatureCheck.TooManySignatures _ -> new CommandCheck.Rejected("too-many-signatures");
        };
    }

    private CommandCheck decode(SignedEnvelope envelope, int signatures, OperatorSet set, Instant now) {
        try {
            Command command = commands.decode(envelope.getPayload());
            if (!CommandRules.named(command)) {
                return new CommandCheck.Rejected("malformed-command");
            }
            int needed = CommandRules.signatures(command.getKind());
            if (signatures < needed) {
                return new CommandCheck.Rejected(set.keyIds().size() < needed ? TOO_FEW_OPERATORS : BELOW_THRESHOLD);
            }
            return CommandRules.fault(command, now)
                    .<CommandCheck>map(reason -> new CommandCheck.WithoutEffect(command, reason))
                    .orElseGet(() -> new CommandCheck.Genuine(command));
        } catch (DecodeException e) {
            return new CommandCheck.Rejected(e.reason());
        }
    }
}
