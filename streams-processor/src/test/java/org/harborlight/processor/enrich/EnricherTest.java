package org.harborlight.processor.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.Fact;
import org.harborlight.schemas.FactSource;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NetworkObservation;
import org.harborlight.schemas.NetworkRole;
import org.harborlight.schemas.NoticeFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which facts a notice has, where they come from, and which of them are too weak to release identity. */
class EnricherTest {
    private static final Instant NOW = TestExchange.NOW;
    private static final Instant NINETY_DAYS_AGO = NOW.minus(Weaknesses.OLD);

    @TempDir
    Path directory;

    private final TestExchange exchange = TestExchange.standard();
    private Geolocation geolocation;

    @BeforeEach
    void load() throws IOException {
        geolocation = new MaxMindGeolocation(GeolocationFiles.write(
                directory.resolve("documentation.mmdb"),
                Instant.parse("2026-11-20T00:00:00Z"),
                GeolocationFiles.DOCUMENTATION));
    }

    @AfterEach
    void close() {
        geolocation.close();
    }

    @Test
    void shouldIgnoreEstablishmentWhenASubmitterDeclaresItsOwn() {
        assertThat(facts(declaring(NoticeFixtures.fact("DE", JurisdictionBasis.ESTABLISHMENT))))
                .extracting(Fact::getCountry)
                .doesNotContain("DE");
    }

    @Test
    void shouldKeepDeclaredFactsAsTheyAreWhenNothingSpeaksAgainstThem() {
        Fact fact = only(facts(declaring(NoticeFixtures.fact("DE", JurisdictionBasis.VICTIM_LOCATION))));

        assertThat(fact.getCountry()).isEqualTo("DE");
        assertThat(fact.getBasis()).isEqualTo(JurisdictionBasis.VICTIM_LOCATION);
        assertThat(fact.getSource()).isEqualTo(FactSource.DECLARED);
        assertThat(fact.getConfidence()).isEqualTo(1000);
        assertThat(fact.getWeaknesses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UPLOAD", "LOGIN", "REGISTRATION", "OTHER"})
    void shouldLocateReportedPersonWhenObservationIsOfTheirs(NetworkRole role) {
        Fact fact = only(facts(observing(observation("192.0.2.0/24", role).build())));

        assertThat(fact.getCountry()).isEqualTo("IE");
        assertThat(fact.getBasis()).isEqualTo(JurisdictionBasis.REPORTED_PERSON_LOCATION);
        assertThat(fact.getSource()).isEqualTo(FactSource.GEOLOCATION);
        assertThat(fact.getConfidence()).isEqualTo(Enricher.GEOLOCATION_CONFIDENCE);
        assertThat(fact.getObservedAt()).isEqualTo(NOW);
        assertThat(fact.getDataVersion()).isEqualTo("Documentation-Country/2026-11-20T00:00:00Z");
        assertThat(Facts.isStrong(fact)).isTrue();
    }

    @Test
    void shouldLocateContentWhenObservationIsOfItsHost() {
        Fact fact = only(facts(
                observing(observation("2001:db8:2::/48", NetworkRole.HOSTING).build())));

        assertThat(fact.getCountry()).isEqualTo("DE");
        assertThat(fact.getBasis()).isEqualTo(JurisdictionBasis.HOSTING);
    }

    @Test
    void shouldStateNothingWhenPrefixIsUnknown() {
        assertThat(facts(observing(
                        observation("192.0.3.0/24", NetworkRole.UPLOAD).build())))
                .isEmpty();
    }

    @Test
    void shouldCallFactWeakWhenProxyIsSuspected() {
        assertThat(weaknesses(observation("192.0.2.0/24", NetworkRole.UPLOAD).setProxySuspected(true)))
                .containsExactly(Weaknesses.PROXY_SUSPECTED);
    }

    @Test
    void shouldCallFactWeakWhenContentDeliveryNetworkIsSuspected() {
        assertThat(weaknesses(observation("192.0.2.0/24", NetworkRole.HOSTING).setCdnSuspected(true)))
                .containsExactly(Weaknesses.CDN_SUSPECTED);
    }

    @Test
    void shouldCallFactWeakOnlyWhenObservationIsOlderThanNinetyDays() {
        assertThat(weaknesses(observation("192.0.2.0/24", NetworkRole.LOGIN).setAt(NINETY_DAYS_AGO)))
                .isEmpty();
        assertThat(weaknesses(observation("192.0.2.0/24", NetworkRole.LOGIN).setAt(NINETY_DAYS_AGO.minusMillis(1))))
                .containsExactly(Weaknesses.OLD_OBSERVATION);
        assertThat(weaknesses(declared().setObservedAt(NINETY_DAYS_AGO.minusMillis(1))))
                .containsExactly(Weaknesses.OLD_OBSERVATION);
    }

    @Test
    void shouldCallFactWeakOnlyWhenConfidenceIsBelowHalf() {
        assertThat(weaknesses(declared().setConfidence(500))).isEmpty();
        assertThat(weaknesses(declared().setConfidence(499))).containsExactly(Weaknesses.LOW_CONFIDENCE);
    }

    @Test
    void shouldCallFactWeakWhenCountryDoesNotExist() {
        assertThat(weaknesses(declared().setCountry("XX"))).containsExactly(Weaknesses.UNKNOWN_COUNTRY);
    }

    @Test
    void shouldNameEveryWeaknessWhenThereAreSeveral() {
        assertThat(weaknesses(observation("192.0.2.0/24", NetworkRole.UPLOAD)
                        .setAt(NINETY_DAYS_AGO.minusMillis(1))
                        .setProxySuspected(true)
                        .setCdnSuspected(true)))
                .containsExactlyInAnyOrder(
                        Weaknesses.OLD_OBSERVATION, Weaknesses.PROXY_SUSPECTED, Weaknesses.CDN_SUSPECTED);
    }

    @Test
    void shouldStateEstablishmentOnlyWhenDirectoryKnowsIt() {
        Fact fact = only(all(declaring()));

        assertThat(fact.getBasis()).isEqualTo(JurisdictionBasis.ESTABLISHMENT);
        assertThat(fact.getSource()).isEqualTo(FactSource.DIRECTORY);
        assertThat(fact.getCountry()).isEqualTo("US");
        assertThat(all(TestNotices.placed(TestNotices.extortion("stranger"), JurisdictionBasis.HOSTING, "NL")
                        .build()))
                .extracting(Fact::getBasis)
                .containsExactly(JurisdictionBasis.HOSTING);
    }

    @Test
    void shouldKeepStrongestFactWhenSamePlaceIsSeenTwice() {
        NetworkObservation weak = observation("192.0.2.0/24", NetworkRole.UPLOAD)
                .setProxySuspected(true)
                .build();
        NetworkObservation strong =
                observation("2001:db8:1::/48", NetworkRole.LOGIN).build();

        Fact fact = only(facts(observing(weak, strong)));

        assertThat(fact.getWeaknesses()).isEmpty();
    }

    private static DeclaredFact.Builder declared() {
        return DeclaredFact.newBuilder(NoticeFixtures.fact("DE", JurisdictionBasis.REPORTED_PERSON_LOCATION));
    }

    private static NetworkObservation.Builder observation(String prefix, NetworkRole role) {
        return NetworkObservation.newBuilder().setPrefix(prefix).setRole(role).setAt(NOW);
    }

    private static IncidentNotice declaring(DeclaredFact... facts) {
        return TestNotices.extortion()
                .setJurisdictionFacts(Arrays.asList(facts))
                .build();
    }

    private static IncidentNotice observing(NetworkObservation... observations) {
        return TestNotices.extortion()
                .setJurisdictionFacts(List.of())
                .setNetworkObservations(Arrays.asList(observations))
                .build();
    }

    private List<String> weaknesses(DeclaredFact.Builder declared) {
        return only(facts(declaring(declared.build()))).getWeaknesses();
    }

    private List<String> weaknesses(NetworkObservation.Builder observation) {
        return only(facts(observing(observation.build()))).getWeaknesses();
    }

    private List<Fact> all(IncidentNotice notice) {
        return new Enricher(geolocation).facts(notice, NOW, exchange.directory());
    }

    /** Without the establishment, which every known submitter has. */
    private List<Fact> facts(IncidentNotice notice) {
        return all(notice).stream()
                .filter(fact -> fact.getBasis() != JurisdictionBasis.ESTABLISHMENT)
                .toList();
    }

    private static Fact only(List<Fact> facts) {
        assertThat(facts).hasSize(1);
        return facts.getFirst();
    }
}
