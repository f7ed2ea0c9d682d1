package org.harborlight.schemas.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * Verifies a command before anything in it is decoded: every signature present is of a pinned operator key and holds, and
 * there are as many of them as a directory entry needs, and as its kind needs. Whether the command has taken effect
 * before is not known here. Thread-safe.
 */
public final class CommandVerifier {
    /** Reason code: more operators must sign. */
    public static final String BELOW_THRESHOLD = "signatures-below-threshold";
    /** Reason code: this exchange has too few operator keys for a command of this kind. */
    public static final String TOO_FEW_OPERATORS = "needs-two-operator-keys";

    private final Map<String, VerificationKey> operators = new HashMap<>();
    private final int threshold;
    private final SingleObject<Command> commands;

    /** @param threshold how many operator keys must sign */
    public CommandVerifier(List<PublicKeyEntry> operatorKeys, int threshold, SingleObject<Command> commands) {
        operatorKeys.stream().map(VerificationKey::of).forEach(key -> operators.put(key.keyId(), key));
        if (threshold < 1 || threshold > operators.size()) {
            throw new IllegalArgumentException("threshold must be 1 to the number of operator keys");
        }
        this.threshold = threshold;
        this.commands = commands;
    }

    public CommandCheck check(SignedEnvelope envelope, Instant now) {
        if (!MediaTypes.COMMAND.equals(envelope.getPayloadType())) {
            return new CommandCheck.Rejected("wrong-payload-type");
        }
        SignatureCheck signatures =
                new EnvelopeVerifier(keyId -> Optional.ofNullable(operators.get(keyId))).verify(envelope, now);
        return switch (signatures) {
            case SignatureCheck.Valid valid ->
                valid.keyIds().size() >= threshold
                        ? decode(envelope, valid.keyIds().size(), now)
                        : new CommandCheck.Rejected(BELOW_THRESHOLD);
            case SignatureCheck.UnknownKey _ -> new CommandCheck.Rejected("unknown-key");
            case SignatureCheck.BadSignature _ -> new CommandCheck.Rejected("bad-signature");
            case SignatureCheck.KeyNotValid _ -> new CommandCheck.Rejected("key-not-valid");
            case SignatureCheck.DuplicateKey _ -> new CommandCheck.Rejected("duplicate-key");
            case SignatureCheck.NoSignature _ -> new CommandCheck.Rejected("no-signature");
            case SignatureCheck.TooManySignatures _ -> new CommandCheck.Rejected("too-many-signatures");
        };
    }

    private CommandCheck decode(SignedEnvelope envelope, int signatures, Instant now) {
        try {
            Command command = commands.decode(envelope.getPayload());
            if (!CommandRules.named(command)) {
                return new CommandCheck.Rejected("malformed-command");
            }
            int needed = CommandRules.signatures(command.getKind());
            if (signatures < needed) {
                return new CommandCheck.Rejected(operators.size() < needed ? TOO_FEW_OPERATORS : BELOW_THRESHOLD);
            }
            return CommandRules.fault(command, now)
                    .<CommandCheck>map(reason -> new CommandCheck.WithoutEffect(command, reason))
                    .orElseGet(() -> new CommandCheck.Genuine(command));
        } catch (DecodeException e) {
            return new CommandCheck.Rejected(e.reason());
        }
    }
}
