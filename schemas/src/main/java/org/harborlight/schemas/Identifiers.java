package org.harborlight.schemas;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.Sha256;
import org.jspecify.annotations.NullMarked;

/**
 * Derives every id of the exchange. Deterministic, so that a repeat gets the same ids; keyed, so that no outsider can
 * compute them; every input is length-prefixed, so that no two inputs collide by concatenation. Thread-safe.
 */
@NullMarked
public final class Identifiers {
    private static final int ID_BYTES = 20;

    private final byte[] referenceKey;
    private final byte[] caseKeyKey;

    /**
     * @param referenceKey exchange reference key, at least 32 bytes
     * @param caseKeyKey exchange case key, at least 32 bytes
     */
    public Identifiers(byte[] referenceKey, byte[] caseKeyKey) {
        if (referenceKey.length < 32 || caseKeyKey.length < 32) {
            throw new IllegalArgumentException("exchange keys for identifiers need at least 32 bytes");
        }
        this.referenceKey = referenceKey.clone();
        this.caseKeyKey = caseKeyKey.clone();
    }

    /** The same for every repeat of one signed payload. */
    public static String receiptId(String submitterId, String noticeId, byte[] payloadSha256) {
        byte[] digest = Sha256.of(join(List.of(utf8("receipt"), utf8(submitterId), utf8(noticeId), payloadSha256)));
        return Base32.encode(digest, ID_BYTES);
    }

    /** The exchange's ticket for a submitter's incident: no content or person in it. */
    public String reference(String submitterId, String incidentKey) {
        return reference(referenceKey, submitterId, incidentKey);
    }

    /** The same reference, for a service that holds no case key. */
    public static String reference(byte[] referenceKey, String submitterId, String incidentKey) {
        return keyed(referenceKey, List.of(utf8("reference"), utf8(submitterId), utf8(incidentKey)));
    }

    /** Case key from reported-person tokens and content digests; empty unless both are present. */
    public Optional<String> caseKey(IncidentNotice notice) {
        NavigableSet<byte[]> tokens = sorted();
        notice.getActors().stream()
                .filter(actor -> actor.getRole() == ActorRole.REPORTED_PERSON)
                .flatMap(actor -> actor.getTokens().stream())
                .map(token -> join(List.of(
                        utf8(token.getKind().name()), utf8(token.getTokenKeyId()), Bytes.copy(token.getValue()))))
                .forEach(tokens::add);
        NavigableSet<byte[]> digests = sorted();
        notice.getContent().stream()
                .filter(content -> !content.getSupplemental())
                .flatMap(content -> content.getDigests().stream())
                .filter(digest -> digest.getAlgorithm() != DigestAlgorithm.PDQ)
                .map(digest -> join(List.of(utf8(digest.getAlgorithm().name()), Bytes.copy(digest.getValue()))))
                .forEach(digests::add);
        if (tokens.isEmpty() || digests.isEmpty()) {
            return Optional.empty();
        }
        String domain = notice.getTest() ? "case-key-test" : "case-key";
        return Optional.of(
                keyed(caseKeyKey, List.of(utf8(domain), join(List.copyOf(tokens)), join(List.copyOf(digests)))));
    }

    /** Case key of an incident whose first notice lacks tokens or digests. */
    public String caseKeyOfReference(String reference) {
        return keyed(caseKeyKey, List.of(utf8("case-key-of-reference"), utf8(reference)));
    }

    /** Case key of an incident that was joined to a case by mistake; the same in both lanes, and nothing else joins it. */
    public String caseKeyOfUnlinked(String reference) {
        return keyed(caseKeyKey, List.of(utf8("case-key-of-unlinked"), utf8(reference)));
    }

    /** Derived from the case key, so that a late notice after expiry keeps its case id. */
    public String caseId(String caseKey) {
        return keyed(caseKeyKey, List.of(utf8("case-id"), utf8(caseKey)));
    }

    /** Deterministic and not guessable. */
    public String deliveryId(String caseId, String partnerId, int version, Lane lane) {
        byte[] number = ByteBuffer.allocate(4).putInt(version).array();
        return keyed(caseKeyKey, List.of(utf8("delivery"), utf8(caseId), utf8(partnerId), number, utf8(lane.name())));
    }

    /** Vouches for what a lane says of who has a case from it. */
    public String holdersTag(Lane lane, String caseKey, List<String> holders, List<String> pointed) {
        return keyed(
                caseKeyKey,
                List.of(utf8("case-holders"), utf8(lane.name()), utf8(caseKey), joined(holders), joined(pointed)));
    }

    private static byte[] joined(List<String> texts) {
        return join(texts.stream().map(Identifiers::utf8).toList());
    }

    private static String keyed(byte[] key, List<byte[]> parts) {
        return Base32.encode(Sha256.mac(key, join(parts)), ID_BYTES);
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static NavigableSet<byte[]> sorted() {
        return new TreeSet<>(Comparator.comparing((byte[] value) -> ByteBuffer.wrap(value)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
