package org.harborlight.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.harborlight.gateway.TestKeys;
import org.harborlight.gateway.TestNotices;
import org.harborlight.gateway.verify.Verification.Refused;
import org.harborlight.gateway.verify.Verification.Verified;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.schemas.notice.Submission;
import org.junit.jupiter.api.Test;

final class NoticeVerifierTest {
    private static final String SUBMITTER = "platform-a";
    private static final InstantSource CLOCK = InstantSource.system();

    private final TestKeys keys = new TestKeys();
    private final TestNotices notices = new TestNotices(keys);
    private final Directory directory = directory();
    private final NoticeVerifier verifier =
            new NoticeVerifier(new NoticeChecks(NoticeLimits.defaults(), CLOCK), CLOCK, WriterSchemas.none());

    @Test
    void shouldKeepTheSignedBytesVerbatimWhenVerified() {
        SignedNotice sent = notices.sealed(notices.urgent(SUBMITTER));

        assertThat(verify(TestNotices.body(sent)))
                .asInstanceOf(InstanceOfAssertFactories.type(Verified.class))
                .satisfies(verified -> {
                    assertThat(verified.envelope().getPayload()).isEqualTo(sent.getPayload());
                    assertThat(verified.notice().getPriority()).isEqualTo(Priority.URGENT);
                });
    }

    @Test
    void shouldRefuseWhenTheBodyIsNotAnEnvelope() {
        byte[] body = TestNotices.body(notices.bare(notices.standard(SUBMITTER)));

        refused(new byte[0], Refusal.MALFORMED_ENVELOPE);
        refused(new byte[] {1, 2, 3}, Refusal.MALFORMED_ENVELOPE);
        refused(Arrays.copyOf(body, body.length - 1), Refusal.MALFORMED_ENVELOPE);
        refused(Arrays.copyOf(body, body.length + 1), Refusal.MALFORMED_ENVELOPE);
    }

    @Test
    void shouldRefuseWhenAnyByteIsTamperedWith() {
        byte[] body = TestNotices.body(notices.bare(notices.standard(SUBMITTER)));

        for (int i = 0; i < body.length; i += 7) {
            byte[] tampered = body.clone();
            tampered[i] ^= 1;
            assertThat(verify(tampered)).as("byte %s", i).isInstanceOf(Refused.class);
        }
    }

    @Test
    void shouldRefuseWhenThePayloadTypeIsAnother() {
        SignedNotice notice = notices.bare(notices.standard(SUBMITTER));
        notice.setPayloadType("application/json");

        refused(TestNotices.body(notice), Refusal.MALFORMED_ENVELOPE);
    }

    @Test
    void shouldRefuseWhenThereAreNoOrTooManySignatures() {
        SignedNotice notice = notices.bare(notices.standard(SUBMITTER));
        Signature signature = notice.getSignatures().getFirst();

        notice.setSignatures(List.of());
        refused(TestNotices.body(notice), Refusal.MALFORMED_ENVELOPE);
        notice.setSignatures(List.of(signature, signature, signature, signature, signature));
        refused(TestNotices.body(notice), Refusal.MALFORMED_ENVELOPE);
    }

    @Test
    void shouldAcceptWhenSignedWithAnyAlgorithmOrSeveral() {
        List<List<SigningKey>> signers = List.of(
                List.of(keys.current),
                List.of(keys.ecdsa),
                List.of(keys.mlDsa),
                List.of(keys.current, keys.mlDsa),
                List.of(keys.mlDsa, keys.ecdsa, keys.current));

        assertThat(signers)
                .allSatisfy(set -> assertThat(verify(signedWith(set.toArray(SigningKey[]::new))))
                        .isInstanceOf(Verified.class));
    }

    @Test
    void shouldRefuseWhenTheSecondSignatureIsDamaged() {
        for (SigningKey second : List.of(keys.mlDsa, keys.ecdsa)) {
            SignedNotice notice = notices.signedWith(notices.standard(SUBMITTER), keys.current, second);
            ByteBuffer value = notice.getSignatures().getLast().getValue();
            value.put(20, (byte) (value.get(20) ^ 1));

            refused(TestNotices.body(notice), Refusal.BAD_SIGNATURE);
        }
    }

    @Test
    void shouldRefuseWhenASignatureStandsUnderTheKeyOfAnotherAlgorithm() {
        SignedNotice notice = notices.signedWith(notices.standard(SUBMITTER), keys.ecdsa);
        notice.getSignatures().getFirst().setKeyId(keys.current.keyId());

        refused(TestNotices.body(notice), Refusal.BAD_SIGNATURE);
    }

    @Test
    void shouldRefuseWhenOneKeySignedTwice() {
        refused(signedWith(keys.current, keys.mlDsa, keys.current), Refusal.MALFORMED_ENVELOPE);
    }

    @Test
    void shouldRefuseWhenTheKeyIsUnknownOrNotValidNow() {
        byte[] payload = TestNotices.payload(notices.standard(SUBMITTER));

        refused(TestNotices.body(Submission.sign(payload, null, keys.stranger)), Refusal.UNKNOWN_KEY);
        refused(TestNotices.body(Submission.sign(payload, null, keys.expired)), Refusal.KEY_NOT_VALID);
        refused(TestNotices.body(Submission.sign(payload, null, keys.revoked)), Refusal.KEY_NOT_VALID);
    }

    @Test
    void shouldNotBelieveTheKeysOfAnotherSubmitter() {
        byte[] body = TestNotices.body(notices.bare(notices.standard(SUBMITTER)));

        assertThat(verifier.verify("nobody", directory, EnvelopeForm.AVRO, body))
                .isEqualTo(Refused.of(Refusal.UNKNOWN_KEY));
    }

    @Test
    void shouldRefuseWhenTheNoticeNamesAnotherSubmitter() {
        refused(TestNotices.body(notices.bare(notices.standard("platform-b"))), Refusal.SUBMITTER_MISMATCH);
    }

    @Test
    void shouldRefuseWhenThePayloadIsSignedButNotANotice() {
        byte[] payload = TestNotices.payload(notices.standard(SUBMITTER));

        refusedPayload(Arrays.copyOf(payload, payload.length + 1), Refusal.MALFORMED_NOTICE);
        refusedPayload(Arrays.copyOf(payload, payload.length - 1), Refusal.MALFORMED_NOTICE);
        refusedPayload(new byte[0], Refusal.MALFORMED_NOTICE);
    }

    @Test
    void shouldRefuseWhenTheSchemaIsUnknown() {
        byte[] payload = TestNotices.payload(notices.standard(SUBMITTER));
        payload[5] ^= 1;

        refusedPayload(payload, Refusal.UNKNOWN_SCHEMA);
    }

    @Test
    void shouldPointAtAllFieldsWhenSeveralAreWrong() {
        Refused refused = refused(
                TestNotices.body(notices.bare(
                        notices.standard(SUBMITTER).setHarms(List.of()).setPriority(Priority.UNSPECIFIED))),
                Refusal.INVALID_FIELD);

        assertThat(refused.findings()).extracting(Finding::pointer).contains("/harms", "/priority");
    }

    @Test
    void shouldNameTheGravestWhenMediaAndFieldsAreWrong() {
        SealedSection picture = new SealedSection(
                SectionKind.NARRATIVE,
                ByteBuffer.wrap(new byte[12]),
                ByteBuffer.wrap(Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, 64)));

        refused(
                TestNotices.body(notices.bare(
                        notices.standard(SUBMITTER).setHarms(List.of()).setSections(List.of(picture)))),
                Refusal.MEDIA_NOT_ACCEPTED);
    }

    @Test
    void shouldRefuseWhenTheNoticeIsFromTheFutureOrTooOld() {
        refused(
                TestNotices.body(notices.bare(
                        notices.standard(SUBMITTER).setCreatedAt(Instant.now().plus(Duration.ofHours(1))))),
                Refusal.FUTURE_TIMESTAMP);
        refused(
                TestNotices.body(notices.bare(
                        notices.standard(SUBMITTER).setCreatedAt(Instant.now().minus(Duration.ofDays(31))))),
                Refusal.STALE_TIMESTAMP);
    }

    @Test
    void shouldRefuseWhenNobodyCouldOpenTheSections() {
        SignedNotice withoutKeys = notices.sealed(notices.standard(SUBMITTER));
        SignedNotice toAnother = notices.sealed(notices.standard(SUBMITTER));
        SignedNotice withoutSections = notices.bare(notices.standard(SUBMITTER));
        withoutSections.setSectionKeys(withoutKeys.getSectionKeys());
        withoutKeys.setSectionKeys(null);
        toAnother.getSectionKeys().setRecipientKeyId("of-somebody-else");

        assertThat(refused(TestNotices.body(withoutKeys), Refusal.INVALID_FIELD).findings())
                .extracting(Finding::pointer)
                .containsExactly("/sectionKeys");
        assertThat(refused(TestNotices.body(toAnother), Refusal.INVALID_FIELD).findings())
                .extracting(Finding::pointer)
                .containsExactly("/sectionKeys/recipientKeyId");
        refused(TestNotices.body(withoutSections), Refusal.INVALID_FIELD);
    }

    private byte[] signedWith(SigningKey... signers) {
        return TestNotices.body(notices.signedWith(notices.standard(SUBMITTER), signers));
    }

    private Verification verify(byte[] body) {
        return verifier.verify(SUBMITTER, directory, EnvelopeForm.AVRO, body);
    }

    private Refused refused(byte[] body, Refusal refusal) {
        Verification verification = verify(body);
        assertThat(verification).isInstanceOf(Refused.class);
        Refused refused = (Refused) verification;
        assertThat(refused.refusal()).isEqualTo(refusal);
        return refused;
    }

    private void refusedPayload(byte[] payload, Refusal refusal) {
        refused(TestNotices.body(Submission.sign(payload, null, keys.current)), refusal);
    }

    private Directory directory() {
        DirectoryLoader loader = new DirectoryLoader(List.of(keys.operatorEntry()), 1);
        List.of(keys.submitter(SUBMITTER, ParticipantStatus.ACTIVE, List.of(), null), keys.exchange())
                .forEach(body -> assertThat(loader.apply(DirectorySigner.sign(
                                loader.current(),
                                AccessionFixtures.acceded(body),
                                Instant.now(),
                                List.of(keys.operator))))
                        .isNotNull());
        assertThat(Bytes.copy(keys.sealingEntry().getPublicKey())).hasSize(32);
        return loader.current();
    }
}
