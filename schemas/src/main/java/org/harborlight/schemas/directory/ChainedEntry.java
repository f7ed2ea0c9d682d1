package org.harborlight.schemas.directory;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.OperatorEntry;
import org.harborlight.schemas.codec.Bytes;

/**
 * An entry of the directory, of either kind. Nothing of it is believed yet.
 *
 * @param previous lower-case hexadecimal SHA-256 of the payload before it; empty for the first
 * @param body a Participant, Jurisdiction, RuleTable, ExchangeKeys or Operators
 * @param commandsFrom of operators: the offset in topic commands from which on they are believed; otherwise 0
 */
public record ChainedEntry(long sequence, String previous, Instant at, SpecificRecord body, long commandsFrom) {
    static ChainedEntry of(DirectoryEntry entry) {
        return new ChainedEntry(
                entry.getSequence(),
                hex(entry.getPreviousSha256()),
                entry.getAt(),
                (SpecificRecord) entry.getBody(),
                0);
    }

    static ChainedEntry of(OperatorEntry entry) {
        return new ChainedEntry(
                entry.getSequence(),
                hex(entry.getPreviousSha256()),
                entry.getAt(),
                entry.getOperators(),
                entry.getCommandsFrom());
    }

    /** Whether it comes right after this snapshot. */
    public boolean follows(Directory directory) {
        return sequence == directory.sequence() + 1 && previous.equals(directory.head());
    }

    private static String hex(ByteBuffer digest) {
        return HexFormat.of().formatHex(Bytes.copy(digest));
    }
}
