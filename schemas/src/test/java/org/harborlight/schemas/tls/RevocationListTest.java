package org.harborlight.schemas.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** Which revocation lists are believed. */
final class RevocationListTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant next = now.plus(Duration.ofDays(1));

    private final CertificateAuthority authority =
            CertificateAuthority.create("One", InstantSource.system(), new SecureRandom());
    private final RevocationListSigner signer = new RevocationListSigner(authority);

    @Test
    void shouldReadWhatTheAuthoritySigned() throws Exception {
        RevokedCertificate revoked = new RevokedCertificate(BigInteger.valueOf(77), now, 1);

        byte[] der = signer.sign(BigInteger.TEN, now, next, List.of(revoked)).getEncoded();

        assertThat(read(der)).singleElement().satisfies(list -> {
            assertThat(list.number()).isEqualTo(BigInteger.TEN);
            assertThat(list.thisUpdate()).isEqualTo(now);
            assertThat(list.nextUpdate()).isEqualTo(next);
            assertThat(list.revoked()).containsExactly(BigInteger.valueOf(77));
            assertThat(new PeerIdentities(List.of(authority.certificate()))
                            .issuer(authority
                                    .issue(new IssueRequest(
                                            "a", List.of("urn:a"), List.of(), List.of(), Duration.ofDays(1)))
                                    .certificate()))
                    .contains(list.issuerSha256());
        });
    }

    @Test
    void shouldRefuseAListThatIsNotOfAnyAuthority() {
        CertificateAuthority namesake = CertificateAuthority.create("One", InstantSource.system(), new SecureRandom());
        byte[] forged = new RevocationListSigner(namesake)
                .pem(BigInteger.ONE, now, next, List.of())
                .getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> read(forged)).hasMessage("crl-of-another");
    }

    @Test
    void shouldRefuseAListThatLeavesSomethingOut() throws Exception {
        X509v2CRLBuilder partial = builder().setNextUpdate(Date.from(next));
        partial.addExtension(Extension.issuingDistributionPoint, true, new IssuingDistributionPoint(null, true, false));
        X509v2CRLBuilder delta = builder().setNextUpdate(Date.from(next));
        delta.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));

        assertThatThrownBy(() -> read(signed(partial))).hasMessage("crl-partial");
        assertThatThrownBy(() -> read(signed(delta))).hasMessage("crl-partial");
    }

    @Test
    void shouldRefuseAListThatNeverEnds() {
        assertThatThrownBy(() -> read(signed(builder()))).hasMessage("crl-without-end");
    }

    @Test
    void shouldKnowWhichListIsOlder() {
        RevocationList first = list(1, now);

        assertThat(first.olderThan(list(2, now.minusSeconds(9)))).isTrue();
        assertThat(first.olderThan(list(1, now.plusSeconds(1)))).isTrue();
        assertThat(first.olderThan(first)).isFalse();
        assertThat(list(2, now).olderThan(first)).isFalse();
    }

    private RevocationList list(int number, Instant thisUpdate) {
        String pem = signer.pem(BigInteger.valueOf(number), thisUpdate, next, List.of());
        return read(pem.getBytes(StandardCharsets.US_ASCII)).getFirst();
    }

    private X509v2CRLBuilder builder() {
        return new JcaX509v2CRLBuilder(authority.certificate(), Date.from(now));
    }

    private byte[] signed(X509v2CRLBuilder list) throws Exception {
        return list.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(authority.keyPair().getPrivate()))
                .getEncoded();
    }

    private List<RevocationList> read(byte[] file) {
        return RevocationList.read(file, List.of(authority.certificate()), now);
    }
}
