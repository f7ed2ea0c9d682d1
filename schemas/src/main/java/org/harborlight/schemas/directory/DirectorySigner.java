package org.harborlight.schemas.directory;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.MediaTypes;
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
                .setPreviousSha256(ByteBuffer.wrap(HexFormat.of().parseHex(previous)))
                .setAt(at)
                .setBody(body)
                .build();
        byte[] payload = SingleObject.of(DirectoryEntry.class).encode(entry);
        return new EnvelopeSigner(operators).sign(MediaTypes.DIRECTORY_ENTRY, payload);
    }

    private static void refuse(String what, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(what + String.join("; ", problems));
        }
    }
}
