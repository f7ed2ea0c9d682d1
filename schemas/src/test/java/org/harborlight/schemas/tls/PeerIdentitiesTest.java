package org.harborlight.schemas.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerIdentitiesTest {
    private final CertificateAuthority submitters =
            CertificateAuthority.create("submitters", InstantSource.system(), new SecureRandom());
    private final CertificateAuthority partners =
            CertificateAuthority.create("partners", InstantSource.system(), new SecureRandom());
    private final PeerIdentities identities =
            new PeerIdentities(List.of(submitters.certificate(), partners.certificate()));

    @Test
    void shouldTellIdentitiesApartWhenAnotherCaOfTheBundleNamesTheSameParticipant() {
        PeerIdentity real = identities.identify(issue(submitters, "acme")).orElseThrow();
        PeerIdentity minted = identities.identify(issue(partners, "acme")).orElseThrow();

        assertThat(real.sanUri()).isEqualTo(minted.sanUri()).isEqualTo("urn:harborlight:participant:acme");
        assertThat(real).isNotEqualTo(minted);
    }

    @Test
    void shouldFindNoIdentityWhenTheCaIsUnknownOrTheUriIsMissing() {
        CertificateAuthority stranger =
                CertificateAuthority.create("submitters", InstantSource.system(), new SecureRandom());

        assertThat(identities.identify(issue(stranger, "acme"))).isEmpty();
        IssueRequest withoutUri =
                new IssueRequest("host", List.of(), List.of("localhost"), List.of(), Duration.ofDays(1));
        assertThat(identities.identify(submitters.issue(withoutUri).certificate()))
                .isEmpty();
    }

    private static X509Certificate issue(CertificateAuthority authority, String participantId) {
        return authority
                .issue(new IssueRequest(
                        participantId,
                        List.of(PeerIdentity.participantUri(participantId)),
                        List.of(),
                        List.of(),
                        Duration.ofDays(1)))
                .certificate();
    }
}
