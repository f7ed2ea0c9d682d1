package org.harborlight.standalone.directory;

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
import java.util.List;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.directory.ChainFormat;
import org.harborlight.schemas.directory.ChainedEntry;
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

    /**
     * The first signature, by one operator, over the entries that come after a snapshot.
     *
     * @param commandsFrom where topic commands ends: from there on those count whom an entry makes operators
     */
    public static Proposal make(
            Directory after, long commandsFrom, List<SpecificRecord> bodies, Instant at, SigningKey operator) {
        List<SignedEnvelope> entries = new ArrayList<>();
        String head = after.head();
        long sequence = after.sequence();
        for (SpecificRecord body : bodies) {
            sequence++;
            List<SigningKey> signer = List.of(operator);
            SignedEnvelope entry = body instanceof Operators operators
                    ? DirectorySigner.signOperators(sequence, head, operators, commandsFrom, at, signer)
                    : DirectorySigner.sign(sequence, head, body, at, signer);
            entries.add(entry);
            head = Sha256.hex(Bytes.copy(entry.getPayload()));
        }
        return new Proposal(entries);
    }

    /** Throws IllegalArgumentException where it is none. */
    public static Proposal read(Path file) {
        byte[] written = bytes(file);
        try {
            JsonNode root = JSON.readTree(written);
            if (!(root.path(ENTRIES) instanceof ArrayNode list) || list.isEmpty()) {
                throw new IllegalArgumentException(file + " is not a proposal");
            }
            List<SignedEnvelope> entries = new ArrayList<>();
            list.forEach(entry -> entries.add(DsseJson.read(entry)));
            Proposal proposal = new Proposal(entries);
            proposal.requireChained();
            return proposal;
        } catch (DecodeException | IOException e) {
            throw new IllegalArgumentException(file + " is not a proposal", e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
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

    public List<ChainedEntry> decoded() {
        ChainFormat format = ChainFormat.own();
        return entries.stream().map(format::read).toList();
    }

    /** Whether it comes right after this snapshot. */
    public boolean follows(Directory directory) {
        return decoded().getFirst().follows(directory);
    }

    /** From which command on those count whom it makes operators; empty where it changes none. */
    public OptionalLong commandsFrom() {
        return decoded().stream()
                .filter(entry -> entry.body() instanceof Operators)
                .mapToLong(ChainedEntry::commandsFrom)
                .min();
    }

    private void requireChained() {
        List<ChainedEntry> decoded = decoded();
        for (int i = 1; i < decoded.size(); i++) {
            String before = Sha256.hex(Bytes.copy(entries.get(i - 1).getPayload()));
            if (!decoded.get(i).previous().equals(before)
                    || decoded.get(i).sequence() != decoded.get(i - 1).sequence() + 1) {
                throw new IllegalArgumentException("entry " + i + " of the proposal does not follow the one before it");
            }
        }
    }
}
