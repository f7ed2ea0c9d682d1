package org.harborlight.schemas.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers of a responder are believed. */
final class OcspAnswerTest {
    private static final Duration WITHOUT_END = Duration.ofHours(1);
    private static final BigInteger SERIAL = BigInteger.valueOf(77);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final CertificateAuthority authority = authority();
    private final KeyPair delegate = OcspCertificates.keys("EC");
    private final OcspQuestion question = new OcspQuestion(authority.certificate(), SERIAL, new SecureRandom());

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatTheIssuerSigned(Revocation status) {
        OcspDraft draft = OcspDraft.answering(authority, question.der(), now).status(status);

        assertThat(draft.serial()).isEqualTo(SERIAL);
        assertThat(read(draft.signed())).isEqualTo(new OcspAnswer(status, now, now.plus(Duration.ofDays(1))));
    }

    @Test
    void shouldTakeAnAnswerWithoutNonceOrWithAnotherDigest() {
        assertThat(read(draft().signed()).status()).isEqualTo(Revocation.GOOD);
        assertThat(read(draft().digest(NISTObjectIdentifiers.id_sha256).signed())
                        .status())
                .isEqualTo(Revocation.GOOD);
        assertThatThrownBy(() ->
                        read(draft().digest(NISTObjectIdentifiers.id_sha512).signed()))
                .hasMessage("ocsp-of-another");
    }

    @Test
    void shouldRefuseTheNonceOfAnotherQuestion() {
        byte[] another = new OcspQuestion(authority.certificate(), SERIAL, new SecureRandom()).der();

        assertThatThrownBy(() -> read(draft().nonceOf(another).signed())).hasMessage("ocsp-nonce");
    }

    @Test
    void shouldRefuseWhatIsOfAnotherCertificate() {
        OcspDraft serial = new OcspDraft(authority, BigInteger.TEN, now);

        assertThatThrownBy(() -> read(serial.signed())).hasMessage("ocsp-of-another");
    }

    @Test
    void shouldRefuseWhatIsOfAnotherIssuer() {
        byte[] resigned = new OcspDraft(authority(), SERIAL, now)
                .signed("SHA256withECDSA", authority.keyPair().getPrivate());

        assertThatThrownBy(() -> read(resigned)).hasMessage("ocsp-of-another");
    }

    @Test
    void shouldRefuseWhatAnotherSigned() {
        byte[] forged = draft().signed("SHA256withECDSA", delegate.getPrivate());
        byte[] tampered = draft().signed();
        tampered[tampered.length - 1] ^= 1;

        assertThatThrownBy(() -> read(forged)).hasMessage("ocsp-unsigned");
        assertThatThrownBy(() -> read(tampered)).hasMessage("ocsp-unsigned");
    }

    @Test
    void shouldBelieveAResponderThatTheIssuerNamed() {
        X509Certificate named = responder(authority, KeyPurposeId.id_kp_OCSPSigning, now.plusSeconds(60));

        assertThat(read(delegated(named)).status()).isEqualTo(Revocation.GOOD);
    }

    @ParameterizedTest
    @CsvSource({"RSA,SHA256withRSA", "Ed25519,Ed25519"})
    void shouldBelieveAResponderWithAKeyOfItsOwnKind(String key, String algorithm) {
        KeyPair keys = OcspCertificates.keys(key);
        X509Certificate named = OcspCertificates.responder(
                authority, keys.getPublic(), KeyPurposeId.id_kp_OCSPSigning, now.plusSeconds(60));

        assertThat(read(draft().signed(algorithm, keys.getPrivate(), named)).status())
                .isEqualTo(Revocation.GOOD);
    }

    @Test
    void shouldRefuseAResponderThatTheIssuerDidNotNameForThisOrForNow() {
        X509Certificate client = responder(authority, KeyPurposeId.id_kp_clientAuth, now.plusSeconds(60));
        X509Certificate ended = responder(authority, KeyPurposeId.id_kp_OCSPSigning, now.minusSeconds(1));
        X509Certificate ofNamesake = responder(authority(), KeyPurposeId.id_kp_OCSPSigning, now.plusSeconds(60));

        assertThatThrownBy(() -> read(delegated(client))).hasMessage("ocsp-unsigned");
        assertThatThrownBy(() -> read(delegated(ended))).hasMessage("ocsp-unsigned");
        assertThatThrownBy(() -> read(delegated(ofNamesake))).hasMessage("ocsp-unsigned");
    }

    @Test
    void shouldTryNoMoreThanAFewCertificates() {
        X509Certificate client = responder(authority, KeyPurposeId.id_kp_clientAuth, now.plusSeconds(60));
        X509Certificate[] many = new X509Certificate[5];
        Arrays.fill(many, client);
        many[4] = responder(authority, KeyPurposeId.id_kp_OCSPSigning, now.plusSeconds(60));

        assertThatThrownBy(() -> read(delegated(many))).hasMessage("ocsp-unsigned");
        assertThat(read(delegated(client, client, client, many[4])).status()).isEqualTo(Revocation.GOOD);
    }

    @Test
    void shouldRefuseAWeakSignature() {
        assertThatThrownBy(() ->
                        read(draft().signed("SHA1withECDSA", authority.keyPair().getPrivate())))
                .hasMessage("ocsp-unsigned");
    }

    @Test
    void shouldRefuseWhatItMustUnderstandAndDoesNot() {
        assertThatThrownBy(() -> read(draft().critical().signed())).hasMessage("ocsp-critical");
    }

    @Test
    void shouldRefuseWhatIsTooOldOrOfTheFuture() {
        Instant yesterday = now.minus(Duration.ofDays(1));

        assertThatThrownBy(() ->
                        read(draft().between(yesterday, now.minusSeconds(1)).signed()))
                .hasMessage("ocsp-stale");
        assertThat(read(draft().between(yesterday, now).signed()).nextUpdate()).isEqualTo(now);
        assertThatThrownBy(() -> read(draft().between(now.plusSeconds(301), now.plusSeconds(400))
                        .signed()))
                .hasMessage("ocsp-of-the-future");
        assertThat(read(draft().between(now.plusSeconds(300), now.plusSeconds(400))
                                .signed())
                        .status())
                .isEqualTo(Revocation.GOOD);
    }

    @Test
    void shouldBoundAnAnswerThatNeverEnds() {
        assertThat(read(draft().between(now, null).signed()).nextUpdate()).isEqualTo(now.plus(WITHOUT_END));
        assertThatThrownBy(() -> read(draft().between(now.minus(WITHOUT_END).minusSeconds(1), null)
                        .signed()))
                .hasMessage("ocsp-stale");
    }

    @ParameterizedTest
    @ValueSource(ints = {OCSPResp.TRY_LATER, OCSPResp.UNAUTHORIZED, OCSPResp.MALFORMED_REQUEST})
    void shouldRefuseAResponseWithoutAnswer(int status) {
        assertThatThrownBy(() -> read(OcspDraft.without(status))).hasMessage("ocsp-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "3003020105", "30030a0100", "30800000", "3c68746d6c3e"})
    void shouldRefuseWhatIsNoResponse(String hex) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(hex))).hasMessage("not-ocsp");
    }

    @Test
    void shouldRefuseAResponseOfNestedSequencesOnly() {
        byte[] nested = new byte[64 * 1024];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }

        assertThatThrownBy(() -> read(nested)).hasMessage("not-ocsp");
    }

    @Test
    void shouldTellTheRespondersThatACertificateNames() {
        X509Certificate two = OcspCertificates.client(authority, "http://one.example/", "https://two.example/ocsp")
                .certificate();

        assertThat(OcspQuestion.responders(two)).containsExactly("http://one.example/", "https://two.example/ocsp");
        assertThat(OcspQuestion.responders(authority.certificate())).isEmpty();
    }

    private OcspDraft draft() {
        return new OcspDraft(authority, SERIAL, now);
    }

    private byte[] delegated(X509Certificate... shown) {
        return draft().signed("SHA256withECDSA", delegate.getPrivate(), shown);
    }

    private X509Certificate responder(CertificateAuthority issuer, KeyPurposeId purpose, Instant end) {
        return OcspCertificates.responder(issuer, delegate.getPublic(), purpose, end);
    }

    private OcspAnswer read(byte[] response) {
        return OcspAnswer.read(response, question, now, WITHOUT_END);
    }

    private static CertificateAuthority authority() {
        return CertificateAuthority.create("One", InstantSource.system(), new SecureRandom());
    }
}
