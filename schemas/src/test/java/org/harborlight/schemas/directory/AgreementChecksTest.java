package org.harborlight.schemas.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SecondContact;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementChecksTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\n";

    private final SigningKey operator = SigningKey.generate("operator-1", new SecureRandom());
    private final DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);

    @Test
    void shouldTakeWhatIsWithinBoundsAndNothingAtAll() {
        Participant all = partner(agreement -> agreement
                .setRetrySteps(List.of(5, 86_400))
                .setRetrySpan(2_592_000)
                .setLongestRetryAfter(0)
                .setMostAtOnce(64)
                .setMostPerSecond(1)
                .setSecondContact(contact("https://second.example:8443/in", PEM))
                .setFallbackPartners(List.of("police-fr")));

        all.setDueWithinSeconds(604_800);
        assertThat(AgreementChecks.problems(all)).isEmpty();
        assertThat(AgreementChecks.problems(Participant.newBuilder(all)
                        .setDueWithinSeconds(1)
                        .setAgreement(null)
                        .build()))
                .isEmpty();
        assertThat(AgreementChecks.problems(partner(agreement -> agreement.setSecondContact(new SecondContact(null)))))
                .isEmpty();
        assertThat(AgreementChecks.problems(
                        Participant.newBuilder(all).setAgreement(null).build()))
                .isEmpty();
        assertThat(loader.apply(DirectorySigner.sign(
                        loader.current(), AccessionFixtures.acceded(all), Instant.EPOCH, List.of(operator))))
                .isInstanceOf(LoadResult.Applied.class);
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void shouldNeitherSignNorReadWhatIsOutOfBounds(String field, Consumer<DeliveryAgreement.Builder> change) {
        Participant partner = partner(change);

        assertThat(AgreementChecks.problems(partner)).singleElement().asString().startsWith("agreement." + field + ":");
        assertNeitherSignedNorRead(partner, field);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 604_801, Integer.MAX_VALUE})
    void shouldNeitherSignNorReadWhenAReceiptIsDueOutOfBounds(int seconds) {
        Participant partner = partner(_ -> {});
        partner.setDueWithinSeconds(seconds);

        assertThat(AgreementChecks.problems(partner)).containsExactly("dueWithinSeconds: from 1 to 604800");
        assertNeitherSignedNorRead(partner, "dueWithinSeconds: from 1 to 604800");
    }

    private void assertNeitherSignedNorRead(Participant partner, String message) {
        assertThatThrownBy(() -> DirectorySigner.sign(loader.current(), partner, Instant.EPOCH, List.of(operator)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(loader.apply(signedByAnother(partner))).isEqualTo(new LoadResult.Rejected("unsound-agreement"));
        assertThat(loader.current().sequence()).isEqualTo(-1);
    }

    static Stream<Arguments> outOfBounds() {
        return Stream.of(
                wrong("retrySteps[1]", agreement -> agreement.setRetrySteps(List.of(1, 0))),
                wrong("retrySteps[0]", agreement -> agreement.setRetrySteps(List.of(86_401))),
                wrong("retrySteps", agreement -> agreement.setRetrySteps(Collections.nCopies(21, 5))),
                wrong("retrySpan", agreement -> agreement.setRetrySpan(3_599)),
                wrong("retrySpan", agreement -> agreement.setRetrySpan(2_592_001)),
                wrong("longestRetryAfter", agreement -> agreement.setLongestRetryAfter(-1)),
                wrong("mostAtOnce", agreement -> agreement.setMostAtOnce(0)),
                wrong("mostAtOnce", agreement -> agreement.setMostAtOnce(65)),
                wrong("mostPerSecond", agreement -> agreement.setMostPerSecond(0)),
                wrong(
                        "secondContact.endpoint.url",
                        agreement -> agreement.setSecondContact(contact("http://second.example", PEM))),
                wrong(
                        "secondContact.endpoint.trustAnchorPem",
                        agreement -> agreement.setSecondContact(contact("https://second.example", ""))),
                wrong("fallbackPartners", agreement -> agreement.setFallbackPartners(List.of("police-de"))),
                wrong("fallbackPartners", agreement -> agreement.setFallbackPartners(List.of("No Id"))));
    }

    private static Arguments wrong(String field, Consumer<DeliveryAgreement.Builder> change) {
        return Arguments.of(field, change);
    }

    private static SecondContact contact(String url, String pem) {
        return new SecondContact(
                Endpoint.newBuilder().setUrl(url).setTrustAnchorPem(pem).build());
    }

    private static Participant partner(Consumer<DeliveryAgreement.Builder> change) {
        DeliveryAgreement.Builder agreement = DeliveryAgreement.newBuilder();
        change.accept(agreement);
        return Participant.newBuilder()
                .setParticipantId("police-de")
                .setName("Police")
                .setKind(StakeholderKind.LAW_ENFORCEMENT)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(false)
                .setReceives(true)
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .setAgreement(agreement.build())
                .build();
    }

    /** By a program that does not check. */
    private SignedEnvelope signedByAnother(Participant partner) {
        DirectoryEntry entry = DirectoryEntry.newBuilder()
                .setSequence(0)
                .setPreviousSha256(ByteBuffer.allocate(0))
                .setAt(Instant.EPOCH)
                .setBody(partner)
                .build();
        return new EnvelopeSigner(List.of(operator))
                .sign(
                        MediaTypes.DIRECTORY_ENTRY,
                        SingleObject.of(DirectoryEntry.class).encode(entry));
    }
}
