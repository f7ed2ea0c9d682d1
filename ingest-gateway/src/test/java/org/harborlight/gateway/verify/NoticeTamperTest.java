package org.harborlight.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harborlight.gateway.TestKeys;
import org.harborlight.gateway.TestNotices;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.Tampering;
import org.harborlight.schemas.Tampering.Region;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.schemas.notice.SignedNoticeJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tamper matrix at the submitters' border: one byte of a submission is another, in each region and each form. */
final class NoticeTamperTest {
    private static final String SUBMITTER = "platform-a";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int HEADER_BYTES = 10;

    private final TestKeys keys = new TestKeys();
    private final TestNotices notices = new TestNotices(keys);
    private final Directory directory = directory();
    private final NoticeVerifier verifier =
            new NoticeVerifier(new NoticeChecks(NoticeLimits.defaults(), CLOCK), CLOCK, WriterSchemas.none());
    private final SignedNotice good = notices.sealed(notices.standard(SUBMITTER));

    @ParameterizedTest
    @EnumSource(EnvelopeForm.class)
    void shouldNameTheReasonOfTheRegion(EnvelopeForm form) {
        SignedEnvelope envelope = SignedEnvelope.newBuilder()
                .setPayloadType(good.getPayloadType())
                .setPayload(good.getPayload())
                .setSignatures(good.getSignatures())
                .build();

        assertThat(Tampering.reasons(envelope, tampered -> verdict(form, body(form, withKeys(tampered)))))
                .isEqualTo(Map.of(
                        Region.PAYLOAD_TYPE, Set.of("MALFORMED_ENVELOPE"),
                        Region.PAYLOAD, Set.of("BAD_SIGNATURE"),
                        Region.KEY_ID, Set.of("UNKNOWN_KEY"),
                        Region.SIGNATURE, Set.of("BAD_SIGNATURE")));
        assertThat(verdict(form, body(form, good))).isEqualTo("VERIFIED");
    }

    @Test
    void shouldRefuseSectionKeysThatNobodyCouldOpen() {
        SealedKeys sealed = good.getSectionKeys();

        assertThat(Tampering.eachCharacterOf(sealed.getRecipientKeyId())
                        .map(id -> withSectionKeys(
                                new SealedKeys(id, sealed.getEncapsulatedKey(), sealed.getCiphertext()))))
                .allSatisfy(tampered ->
                        assertThat(verdict(EnvelopeForm.AVRO, tampered)).isEqualTo("INVALID_FIELD"));
    }

    /**
     * The section keys are not signed, since they are sealed to another at dispatch: what they hold the gateway cannot
     * know. They are bound to the payload, and a partner's opening fails.
     */
    @Test
    void shouldLeaveOpeningToWhoHoldsTheKeyWhenSealedKeysAreDamaged() {
        SealedKeys sealed = good.getSectionKeys();

        assertThat(Stream.concat(
                        Tampering.eachByteOf(sealed.getEncapsulatedKey())
                                .map(key -> new SealedKeys(sealed.getRecipientKeyId(), key, sealed.getCiphertext())),
                        Tampering.eachByteOf(sealed.getCiphertext())
                                .map(text ->
                                        new SealedKeys(sealed.getRecipientKeyId(), sealed.getEncapsulatedKey(), text))))
                .allSatisfy(damaged -> assertThat(verdict(EnvelopeForm.AVRO, withSectionKeys(damaged)))
                        .isEqualTo("VERIFIED"));
    }

    @Test
    void shouldRefuseEveryOtherFraming() {
        byte[] body = TestNotices.body(good);

        assertThat(verdicts(IntStream.range(0, 2).mapToObj(at -> flipped(body, at))))
                .containsExactly("MALFORMED_ENVELOPE");
        assertThat(verdicts(IntStream.range(2, HEADER_BYTES).mapToObj(at -> flipped(body, at))))
                .containsExactly("UNKNOWN_SCHEMA");
        assertThat(verdicts(IntStream.range(0, body.length).mapToObj(length -> Arrays.copyOf(body, length))))
                .containsExactly("MALFORMED_ENVELOPE");
        assertThat(verdicts(Stream.of(Arrays.copyOf(body, body.length + 1)))).containsExactly("MALFORMED_ENVELOPE");
    }

    /** Whatever byte it is: refused, or exactly what was signed is still there and only the sealed keys differ. */
    @ParameterizedTest
    @EnumSource(EnvelopeForm.class)
    void shouldNeverBelieveOtherBytesThanThoseThatWereSigned(EnvelopeForm form) {
        byte[] body = body(form, good);

        for (int at = 0; at < body.length; at += 3) {
            if (verifier.verify(SUBMITTER, directory, form, flipped(body, at))
                    instanceof Verification.Verified passed) {
                assertThat(passed.envelope().getPayload()).as("byte %s", at).isEqualTo(good.getPayload());
                assertThat(passed.envelope().getSignatures()).as("byte %s", at).isEqualTo(good.getSignatures());
            }
        }
    }

    @Test
    void shouldRefuseWhenSignaturesAreTakenAwayOrAdded() {
        Signature own = good.getSignatures().getFirst();

        assertThat(verdict(signed(List.of()))).isEqualTo("MALFORMED_ENVELOPE");
        assertThat(verdict(signed(List.of(own, own)))).isEqualTo("MALFORMED_ENVELOPE");
        assertThat(verdict(signed(List.of(own, new Signature(keys.ecdsa.keyId(), own.getValue())))))
                .isEqualTo("BAD_SIGNATURE");
        assertThat(verdict(signed(List.of(own, new Signature("nobody", own.getValue())))))
                .isEqualTo("UNKNOWN_KEY");
        assertThat(verdict(signed(List.of(new Signature(own.getKeyId(), ByteBuffer.allocate(0))))))
                .isEqualTo("BAD_SIGNATURE");
    }

    @Test
    void shouldRefuseJsonThatSaysMoreOrSaysItTwice() {
        String json = new String(SignedNoticeJson.write(good), StandardCharsets.UTF_8);

        for (String end : List.of(",\"x\":1}", ",\"payload\":\"\"}", "} ,", "}{}", "")) {
            byte[] body = (json.substring(0, json.length() - 1) + end).getBytes(StandardCharsets.UTF_8);
            assertThat(verdict(EnvelopeForm.JSON, body)).as(end).isEqualTo("MALFORMED_ENVELOPE");
        }
    }

    private Set<String> verdicts(Stream<byte[]> bodies) {
        return bodies.map(body -> verdict(EnvelopeForm.AVRO, body)).collect(Collectors.toSet());
    }

    private String verdict(byte[] body) {
        return verdict(EnvelopeForm.AVRO, body);
    }

    private String verdict(EnvelopeForm form, byte[] body) {
        return switch (verifier.verify(SUBMITTER, directory, form, body)) {
            case Verification.Verified _ -> "VERIFIED";
            case Verification.Refused refused -> refused.refusal().name();
        };
    }

    private byte[] withSectionKeys(SealedKeys sealed) {
        return changed(notice -> notice.setSectionKeys(sealed));
    }

    private byte[] signed(List<Signature> signatures) {
        return changed(notice -> notice.setSignatures(signatures));
    }

    private byte[] changed(Consumer<SignedNotice> change) {
        SignedNotice copy = SignedNotice.newBuilder(good).build();
        change.accept(copy);
        return TestNotices.body(copy);
    }

    private SignedNotice withKeys(SignedEnvelope tampered) {
        SignedNotice notice = new SignedNotice();
        notice.setPayloadType(tampered.getPayloadType());
        notice.setPayload(tampered.getPayload());
        notice.setSignatures(tampered.getSignatures());
        notice.setSectionKeys(good.getSectionKeys());
        return notice;
    }

    private static byte[] body(EnvelopeForm form, SignedNotice notice) {
        return switch (form) {
            case AVRO -> TestNotices.body(notice);
            case JSON -> SignedNoticeJson.write(notice);
        };
    }

    private static byte[] flipped(byte[] body, int at) {
        byte[] changed = body.clone();
        changed[at] ^= 1;
        return changed;
    }

    private Directory directory() {
        DirectoryLoader loader = new DirectoryLoader(List.of(keys.operatorEntry()), 1);
        List.of(keys.submitter(SUBMITTER, ParticipantStatus.ACTIVE, List.of(), null), keys.exchange())
                .forEach(body -> loader.apply(DirectorySigner.sign(
                        loader.current(), AccessionFixtures.acceded(body), Instant.now(), List.of(keys.operator))));
        assertThat(Bytes.copy(keys.sealingEntry().getPublicKey())).hasSize(32);
        return loader.current();
    }
}
