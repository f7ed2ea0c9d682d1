package org.harborlight.schemas.command;

import java.util.List;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;

/** Signs commands with operator keys. */
public final class CommandSigner {
    private CommandSigner() {}

    public static SignedEnvelope sign(Command command, List<SigningKey> operators) {
        byte[] payload = SingleObject.of(Command.class).encode(command);
        return new EnvelopeSigner(operators).sign(MediaTypes.COMMAND, payload);
    }

    /** Adds signatures to a command that others have signed, over the same bytes; a key that has signed signs once. */
    public static SignedEnvelope addTo(SignedEnvelope signed, List<SigningKey> operators) {
        List<String> before =
                signed.getSignatures().stream().map(Signature::getKeyId).toList();
        List<SigningKey> more =
                operators.stream().filter(key -> !before.contains(key.keyId())).toList();
        return new EnvelopeSigner(more).addTo(signed);
    }
}
