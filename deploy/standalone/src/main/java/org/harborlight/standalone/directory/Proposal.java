package org.harborlight.standalone.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Entries that are to be appended to the directory, chained to its head and to each other, on their way from one
 * operator to the next. Signatures are added; what is signed never changes. Immutable.
 */
public record Proposal(List<SignedEnvelope> entries) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENTRIES = "entries";

    public Proposal {
        entries = List.copyOf(entries);
    }

    /** The first signature, by one operator, over the entries that come after a snapshot. */
    public static Proposal make(Directory after, List<SpecificRecord> bodies, Instant at, SigningKey operator) {
        List<SignedEnvelope> entries = new ArrayList<>();
        String head = after.head();
        long sequence = after.sequence();
        for (SpecificRecord body : bodies) {
            sequence++;
            SignedEnvelope entry = DirectorySigner.sign(sequence, head, body, at, List.of(operator));
            entries.add(entry);
            head = Sha256.hex(Bytes.copy(entry.getPayload()));
        }
        return new Proposal(entries);
    }

    /** Throws IllegalArgumentException where it is none. */
    public static Proposal read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!(root.path(ENTRIES) instanceof ArrayNode list) || list.isEmpty()) {
                throw new IllegalArgumentException(file + " is not a proposal");
            }
            List<SignedEnvelope> entries = new ArrayList<>();
            list.forEach(entry -> entries.add(DsseJson.read(entry)));
            Proposal proposal = new Proposal(entries);
            proposal.requireChained();
            return proposal;
        } catch (DecodeException | JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not a proposal", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public void write(Path file) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray(ENTRIES);
        entries.forEach(entry -> list.add(DsseJson.tree(entry)));
        try {
            SecretFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** One more signature on every entry; throws IllegalArgumentException where the key has signed already. */
    public Proposal signedAlso(SigningKey operator) {
        if (signers().contains(operator.keyId())) {
            throw new IllegalArgumentException(operator.keyId() + " has signed it already");
        }
        EnvelopeSigner signer = new EnvelopeSigner(operator);
        return new Proposal(entries.stream().map(signer::addTo).toList());
    }

    /** Key ids under which it is signed; whether the signatures are good is for the reader of the directory to say. */
    public List<String> signers() {
        return entries.getFirst().getSignatures().stream()
                .map(Signature::getKeyId)
                .toList();
    }

    public List<DirectoryEntry> decoded() {
        SingleObject<DirectoryEntry> format = SingleObject.of(DirectoryEntry.class);
        return entries.stream().map(entry -> format.decode(entry.getPayload())).toList();
    }

    /** Whether it comes right after this snapshot. */
    public boolean follows(Directory directory) {
        DirectoryEntry first = decoded().getFirst();
        return first.getSequence() == directory.sequence() + 1 && hex(first).equals(directory.head());
    }

    private void requireChained() {
        List<DirectoryEntry> decoded = decoded();
        for (int i = 1; i < decoded.size(); i++) {
            String before = Sha256.hex(Bytes.copy(entries.get(i - 1).getPayload()));
            if (!hex(decoded.get(i)).equals(before)
                    || decoded.get(i).getSequence() != decoded.get(i - 1).getSequence() + 1) {
                throw new IllegalArgumentException("entry " + i + " of the proposal does not follow the one before it");
            }
        }
    }

    private static String hex(DirectoryEntry entry) {
        return HexFormat.of().formatHex(Bytes.copy(entry.getPreviousSha256()));
    }
}
