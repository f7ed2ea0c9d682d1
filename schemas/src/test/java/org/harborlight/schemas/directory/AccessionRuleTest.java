package org.harborlight.schemas.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.BodyFormat;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SecondContact;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccessionRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey operator = SigningKey.generate("operator-1", RANDOM);
    private final SigningKey own = SigningKey.generate("desk-sign-1", RANDOM);
    private final SigningKey other = SigningKey.generate("desk-sign-1", RANDOM);
    private final DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);

    @Test
    void shouldTakeAnEntryThatSaysWhatTheParticipantSigned() {
        assertThat(apply(entry(accession(NOW), own))).isEqualTo("applied");
    }

    @Test
    void shouldTakeAnEntryThatOperatorsNarrowed() {
        Participant entry = entry(accession(NOW), own);
        entry.setStatus(ParticipantStatus.SUSPENDED);
        entry.setCoverage(List.of("IE"));
        entry.setReleaseProfile(new ReleaseProfile(List.of(), false));
        entry.setEndpoint(null);
        entry.setAgreement(null);
        entry.setFallbackDesk(false);
        entry.setTlsIdentities(List.of());
        entry.getSigningKeys().getFirst().setRevokedAt(NOW.plusSeconds(1));

        assertThat(apply(entry)).isEqualTo("applied");
    }

    @Test
    void shouldRefuseAnEntryWithoutAccession() {
        Participant entry = entry(accession(NOW), own);
        entry.setAccession(null);

        assertThat(apply(entry)).isEqualTo("no-accession");
    }

    @Test
    void shouldLetEntriesGoWithoutWhenTheyAreOlderThanAccessions() {
        DirectoryLoader older = new DirectoryLoader(
                OperatorSet.pinned(List.of(operator.publicEntry(Instant.EPOCH)), 1),
                ChainFormat.own(),
                new AccessionRule(SingleObject.of(Accession.class), 1));
        Participant entry = entry(accession(NOW), own);
        entry.setAccession(null);

        assertThat(apply(older, entry)).isEqualTo("applied");
        assertThat(apply(older, entry)).isEqualTo("no-accession");
    }

    @ParameterizedTest
    @MethodSource("additions")
    void shouldRefuseWhatTheParticipantDidNotSign(String field, Consumer<Participant> addition) {
        Participant entry = entry(accession(NOW), own);
        addition.accept(entry);

        assertThat(AccessionRule.always().problems(entry))
                .singleElement()
                .asString()
                .startsWith(field + ":");
        assertThat(apply(entry)).isEqualTo("accession-differs");
        assertThat(loader.current().participants()).isEmpty();
    }

    static Stream<Arguments> additions() {
        PublicKeyEntry strange = SigningKey.generate("strange", RANDOM).publicEntry(Instant.EPOCH);
        return Stream.of(
                addition("participantId", entry -> entry.setParticipantId("other-desk")),
                addition("name", entry -> entry.setName("Other desk")),
                addition("kind", entry -> entry.setKind(StakeholderKind.HOTLINE)),
                addition("establishment", entry -> entry.setEstablishment("DE")),
                addition("signingKeys", entry -> entry.setSigningKeys(with(entry.getSigningKeys(), strange))),
                addition("sealingKeys", entry -> entry.setSealingKeys(List.of(strange))),
                addition(
                        "signingKeys",
                        entry -> entry.getSigningKeys().getFirst().setValidTo(NOW.plusSeconds(99))),
                addition("tlsIdentities", entry -> entry.setTlsIdentities(List.of(identity((byte) 2)))),
                addition("endpoint", entry -> entry.setEndpoint(endpoint("https://elsewhere.example/"))),
                addition("endpoint", entry -> entry.getEndpoint().setAllowPrivateAddress(true)),
                addition(
                        "agreement.secondContact",
                        entry -> entry.getAgreement()
                                .setSecondContact(new SecondContact(endpoint("https://elsewhere.example/")))),
                addition("coverage", entry -> entry.setCoverage(List.of("IE", "FR"))),
                addition("harms", entry -> entry.setHarms(List.of())),
                addition("harms", entry -> entry.setHarms(List.of(HarmType.GROOMING))),
                addition(
                        "releaseProfile.sections",
                        entry -> entry.setReleaseProfile(new ReleaseProfile(List.of(SectionKind.CHILD_VICTIM), false))),
                addition(
                        "releaseProfile.releaseEnvelope",
                        entry -> entry.setReleaseProfile(new ReleaseProfile(List.of(), true))),
                addition("submits", entry -> entry.setSubmits(true)),
                addition("acceptsTest", entry -> entry.setAcceptsTest(true)));
    }

    @Test
    void shouldNotBelieveAnAccessionThatSomebodyElseSigned() {
        assertThat(apply(entry(accession(NOW), other))).isEqualTo("accession-not-believed");
    }

    @Test
    void shouldNotBelieveAnAccessionOfAnotherKindOfPayload() {
        Participant entry = entry(accession(NOW), own);
        byte[] payload = SingleObject.of(Accession.class).encode(accession(NOW));
        entry.setAccession(new EnvelopeSigner(own).sign(MediaTypes.COMMAND, payload));

        assertThat(apply(entry)).isEqualTo("accession-not-believed");
    }

    @Test
    void shouldNotBelieveAnAccessionThatWasChangedAfterwards() {
        Participant entry = entry(accession(NOW), own);
        Accession changed = accession(NOW);
        changed.setEndpoint(endpoint("https://elsewhere.example/"));
        entry.setEndpoint(changed.getEndpoint());
        SignedEnvelope signed = entry.getAccession();
        signed.setPayload(ByteBuffer.wrap(SingleObject.of(Accession.class).encode(changed)));

        assertThat(apply(entry)).isEqualTo("accession-not-believed");
    }

    @Test
    void shouldNotBelieveAnAccessionOfARevokedKey() {
        Participant entry = entry(accession(NOW), own);
        entry.getSigningKeys().getFirst().setRevokedAt(NOW.minusSeconds(1));

        assertThat(apply(entry)).isEqualTo("accession-not-believed");
    }

    @Test
    void shouldRefuseToGoBackToAnOlderAccession() {
        assertThat(apply(entry(accession(NOW), own))).isEqualTo("applied");

        assertThat(apply(entry(accession(NOW.minusSeconds(1)), own))).isEqualTo("accession-superseded");
        assertThat(apply(entry(accession(NOW), own))).isEqualTo("applied");
    }

    @Test
    void shouldRefuseAnotherAccessionThatNoKeyOfBeforeSigned() {
        SigningKey next = SigningKey.generate("desk-sign-2", RANDOM);
        assertThat(apply(entry(accession(NOW), own))).isEqualTo("applied");
        Participant suspended = entry(accession(NOW), own);
        suspended.setStatus(ParticipantStatus.SUSPENDED);
        assertThat(apply(suspended)).isEqualTo("applied");

        assertThat(apply(entry(with(accession(NOW.plusSeconds(1)), next), next)))
                .isEqualTo("accession-not-continued");
        assertThat(apply(entry(with(accession(NOW.plusSeconds(1)), other), other)))
                .isEqualTo("accession-not-continued");
    }

    @Test
    void shouldTakeNewKeysThatOneOfBeforeSignedFor() {
        SigningKey next = SigningKey.generate("desk-sign-2", RANDOM);
        assertThat(apply(entry(accession(NOW), own))).isEqualTo("applied");

        assertThat(apply(entry(with(accession(NOW.plusSeconds(1)), own, next), next, own)))
                .isEqualTo("applied");
        assertThat(apply(entry(with(accession(NOW.plusSeconds(2)), next), next)))
                .isEqualTo("applied");
    }

    @Test
    void shouldTakeANewAccessionOfWhoWasRevoked() {
        SigningKey next = SigningKey.generate("desk-sign-2", RANDOM);
        assertThat(apply(entry(accession(NOW), own))).isEqualTo("applied");
        Participant revoked = entry(accession(NOW), own);
        revoked.setStatus(ParticipantStatus.REVOKED);
        assertThat(apply(revoked)).isEqualTo("applied");

        assertThat(apply(entry(with(accession(NOW.plusSeconds(1)), next), next)))
                .isEqualTo("applied");
    }

    @Test
    void shouldNotTakeARevokedKeyForOneOfBefore() {
        SigningKey next = SigningKey.generate("desk-sign-2", RANDOM);
        Participant stolen = entry(accession(NOW.minusSeconds(60)), own);
        stolen.getSigningKeys().getFirst().setRevokedAt(NOW.minusSeconds(10));
        assertThat(apply(stolen)).isEqualTo("applied");

        assertThat(apply(entry(with(accession(NOW.minusSeconds(30)), own, next), own, next)))
                .isEqualTo("accession-not-continued");
    }

    @Test
    void shouldRefuseAnAccessionFromTheFuture() {
        assertThat(apply(entry(accession(NOW.plusSeconds(600)), own))).isEqualTo("accession-not-believed");
        Accession later = with(accession(NOW.plusSeconds(600)), own);
        assertThat(apply(entry(later, own))).isEqualTo("accession-from-the-future");
    }

    @Test
    void shouldLetOperatorsShutOutWhoIsOlderThanAccessionsAndNothingElse() {
        DirectoryLoader older = new DirectoryLoader(
                OperatorSet.pinned(List.of(operator.publicEntry(Instant.EPOCH)), 1),
                ChainFormat.own(),
                new AccessionRule(SingleObject.of(Accession.class), 1));
        Participant entry = entry(with(accession(NOW), own), own);
        entry.setAccession(null);
        assertThat(apply(older, entry)).isEqualTo("applied");
        SigningKey next = SigningKey.generate("desk-sign-2", RANDOM);
        assertThat(apply(older, entry(with(accession(NOW), next), next))).isEqualTo("accession-not-continued");

        Participant moved = Participant.newBuilder(entry)
                .setEndpoint(endpoint("https://elsewhere.example/"))
                .setStatus(ParticipantStatus.SUSPENDED)
                .build();
        assertThat(apply(older, moved)).isEqualTo("no-accession");
        for (ParticipantStatus status : List.of(ParticipantStatus.SUSPENDED, ParticipantStatus.REVOKED)) {
            Participant out = Participant.newBuilder(entry).setStatus(status).build();
            assertThat(apply(older, out)).as(status.toString()).isEqualTo("applied");
        }
        assertThat(apply(older, entry)).isEqualTo("no-accession");
    }

    private static Accession with(Accession accession, SigningKey... keys) {
        accession.setSigningKeys(
                Stream.of(keys).map(key -> key.publicEntry(Instant.EPOCH)).toList());
        return accession;
    }

    private String apply(Participant entry) {
        return apply(loader, entry);
    }

    private String apply(DirectoryLoader to, Participant entry) {
        return switch (to.apply(DirectorySigner.sign(to.current(), entry, NOW, List.of(operator)))) {
            case LoadResult.Applied _ -> "applied";
            case LoadResult.Rejected(String reason) -> reason;
        };
    }

    private static Participant entry(Accession accession, SigningKey... signers) {
        Participant entry = AccessionSigner.asked(accession, AccessionSigner.sign(accession, List.of(signers)));
        entry.setStatus(ParticipantStatus.ACTIVE);
        return SingleObject.of(Participant.class)
                .decode(SingleObject.of(Participant.class).encode(entry));
    }

    private Accession accession(Instant date) {
        return Accession.newBuilder()
                .setParticipantId("desk")
                .setName("N. N.")
                .setDesignation("Head of desk")
                .setEntity("Desk")
                .setPlace("Dublin")
                .setDate(date)
                .setKind(StakeholderKind.LAW_ENFORCEMENT)
                .setSubmits(false)
                .setReceives(true)
                .setEstablishment("IE")
                .setCoverage(List.of("IE", "DE"))
                .setHarms(List.of(HarmType.CSAM))
                .setSigningKeys(List.of(until(own.publicEntry(Instant.EPOCH), NOW.plusSeconds(9))))
                .setSealingKeys(List.of())
                .setTlsIdentities(List.of(identity((byte) 1)))
                .setEndpoint(endpoint("https://desk.example/"))
                .setSecondContact(endpoint("https://night.desk.example/"))
                .setReleaseProfile(new ReleaseProfile(List.of(SectionKind.LOCATORS), false))
                .setFallbackDesk(true)
                .build();
    }

    private static PublicKeyEntry until(PublicKeyEntry key, Instant end) {
        key.setValidTo(end);
        return key;
    }

    private static Arguments addition(String field, Consumer<Participant> addition) {
        return Arguments.of(field, addition);
    }

    private static List<PublicKeyEntry> with(List<PublicKeyEntry> keys, PublicKeyEntry more) {
        List<PublicKeyEntry> all = new ArrayList<>(keys);
        all.add(more);
        return all;
    }

    private static TlsIdentity identity(byte issuer) {
        return new TlsIdentity(ByteBuffer.wrap(new byte[] {issuer}), "urn:harborlight:participant:desk");
    }

    private static Endpoint endpoint(String url) {
        return Endpoint.newBuilder()
                .setUrl(url)
                .setTrustAnchorPem("-----BEGIN CERTIFICATE-----\n")
                .setBodyFormat(BodyFormat.JSON)
                .build();
    }
}
