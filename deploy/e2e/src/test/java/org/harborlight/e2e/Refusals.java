package org.harborlight.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.PlainNotice;

/**
 * Notices full of canaries that the gateway refuses, one for each problem that the public corpus knows, with canaries also in what is
 * wrong about them.
 */
final class Refusals {
    private static final Path CORPUS = Path.of("../../schemas/src/test/resources/corpus/invalid");
    private static final int PNG = 0x89504E47;

    private final PlainNotice plain;
    private final NoticeSealing sealing;
    private final SigningKey key;
    private final SigningKey expired;

    /** With a key of the submitter that holds, and one that does not hold any more. */
    Refusals(PlainNotice plain, NoticeSealing sealing, SigningKey key, SigningKey expired) {
        this.plain = plain;
        this.sealing = sealing;
        this.key = key;
        this.expired = expired;
    }

    /** The problems of the corpus. */
    static Set<String> known() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            Set<String> known = new TreeSet<>();
            files.forEach(file -> known.add(file.getFileName().toString().split("--", -1)[0]));
            return known;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Bodies to post, by the problem that each leads to. */
    Map<String, byte[]> all() {
        Map<String, byte[]> bodies = new TreeMap<>();
        bodies.put("bad-signature", badSignature());
        bodies.put("malformed-envelope", Arrays.copyOf(sealing.bytes(plain), 700));
        bodies.put("malformed-notice", signed(malformed(), key));
        bodies.put("unknown-schema", signed(unknownSchema(), key));
        bodies.put(
                "unknown-key",
                signed(payload(), SigningKey.generate(Canary.of("key"), new java.security.SecureRandom())));
        bodies.put("key-not-valid", signed(payload(), expired));
        bodies.put("submitter-mismatch", with(changed().setSubmitterId(Canary.of("submitter"))));
        bodies.put("future-timestamp", with(changed().setCreatedAt(created().plus(Duration.ofHours(1)))));
        bodies.put("stale-timestamp", with(changed().setCreatedAt(created().minus(Duration.ofDays(31)))));
        bodies.put("media-not-accepted", media());
        bodies.put(
                "invalid-field",
                with(changed()
                        .setIncidentKey(Canary.of("key").repeat(8))
                        .setRefersTo(Canary.of("refers"))
                        .setJurisdictionFacts(List.of(
                                NoticeFixtures.fact(Canary.of("country"), JurisdictionBasis.VICTIM_LOCATION)))));
        return bodies;
    }

    private IncidentNotice.Builder changed() {
        return IncidentNotice.newBuilder(plain.notice())
                .setNoticeId(UUID.randomUUID().toString());
    }

    private java.time.Instant created() {
        return plain.notice().getCreatedAt();
    }

    private byte[] with(IncidentNotice.Builder notice) {
        return sealing.bytes(new PlainNotice(notice.build(), plain.sections()));
    }

    private byte[] badSignature() {
        SignedNotice notice = sealing.seal(plain);
        byte[] value = new byte[64];
        notice.getSignatures().getFirst().setValue(ByteBuffer.wrap(value));
        return Submission.encode(notice);
    }

    private byte[] payload() {
        return SingleObject.of(IncidentNotice.class).encode(changed().build());
    }

    /** Its schema's fingerprint, and then a text. */
    private byte[] malformed() {
        byte[] payload = payload();
        byte[] text = Canary.of("payload").repeat(9).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, payload, 10, text.length);
        return payload;
    }

    private byte[] unknownSchema() {
        byte[] payload = payload();
        System.arraycopy(Canary.WORD.getBytes(StandardCharsets.US_ASCII), 0, payload, 2, 8);
        return payload;
    }

    private byte[] media() {
        SignedNotice sealed = sealing.seal(plain);
        IncidentNotice notice = SingleObject.of(IncidentNotice.class)
                .decode(org.harborlight.schemas.codec.Bytes.copy(sealed.getPayload()));
        byte[] picture = ByteBuffer.allocate(200)
                .putInt(PNG)
                .putInt(0x0D0A1A0A)
                .put(Canary.of("picture").getBytes(StandardCharsets.US_ASCII))
                .array();
        notice.getSections().getFirst().setCiphertext(ByteBuffer.wrap(picture));
        return Submission.encode(
                Submission.sign(SingleObject.of(IncidentNotice.class).encode(notice), sealed.getSectionKeys(), key));
    }

    private static byte[] signed(byte[] payload, SigningKey with) {
        return Submission.encode(Submission.sign(payload, null, with));
    }
}
