package org.harborlight.schemas.directory;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.OperatorEntry;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;

/** Makes the next entry of a directory. */
public final class DirectorySigner {
    private DirectorySigner() {}

    /**
     * Signs the entry that comes after a snapshot.
     *
     * @param after the snapshot whose head the entry is chained to
     * @param body a Participant, Jurisdiction, RuleTable or ExchangeKeys
     * @throws IllegalArgumentException when every reader would refuse it: what it agrees on is out of bounds,
     *     or its status webhook is unsound
     */
    public static SignedEnvelope sign(Directory after, SpecificRecord body, Instant at, List<SigningKey> operators) {
        return sign(after.sequence() + 1, after.head(), body, at, operators);
    }

    /**
     * The same for an entry that comes after one that is not appended yet.
     *
     * @param previous SHA-256 of the payload before it, in hexadecimal; empty for the first
     */
    public static SignedEnvelope sign(
            long sequence, String previous, SpecificRecord body, Instant at, List<SigningKey> operators) {
        if (body instanceof Participant participant) {
            refuse("agreement out of bounds: ", AgreementChecks.problems(participant));
            refuse("status webhook unsound: ", WebhookChecks.problems(participant));
        }
        DirectoryEntry entry = DirectoryEntry.newBuilder()
                .setSequence(sequence)
                .setPreviousSha256(digest(previous))
                .setAt(at)
                .setBody(body)
                .build();
        byte[] payload = SingleObject.of(DirectoryEntry.class).encode(entry);
        return new EnvelopeSigner(operators).sign(MediaTypes.DIRECTORY_ENTRY, payload);
    }

    /**
     * Signs an entry that says who the operators are from then on. The operators before and those that it names must sign.
     *
     * @param previous SHA-256 of the payload before it, in hexadecimal; empty for the first
     * @param commandsFrom offset in topic commands from which on they are believed: where the topic ends
     * @throws IllegalArgumentException when every reader would refuse them
     */
    public static SignedEnvelope signOperators(
            long sequence, String previous, Operators named, long commandsFrom, Instant at, List<SigningKey> signers) {
        refuse("operators unsound: ", OperatorSet.problems(named));
        OperatorEntry entry = new OperatorEntry(sequence, digest(previous), at, commandsFrom, named);
        byte[] payload = SingleObject.of(OperatorEntry.class).encode(entry);
        return new EnvelopeSigner(signers).sign(MediaTypes.OPERATOR_ENTRY, payload);
    }

    private static ByteBuffer digest(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static void refuse(String what, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(what + String.join("; ", problems));
        }
    }
}
