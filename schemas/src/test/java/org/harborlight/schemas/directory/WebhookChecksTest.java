package org.harborlight.schemas.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.harborlight.schemas.BodyFormat;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookChecksTest {
    private final SigningKey operator = SigningKey.generate("operator-1", new SecureRandom());
    private final DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);

    @Test
    void shouldTakeAnHttpsEndpointAndNoneAtAll() {
        Participant submitter = submitter(_ -> {});

        assertThat(WebhookChecks.problems(submitter)).isEmpty();
        assertThat(WebhookChecks.problems(Participant.newBuilder(submitter)
                        .setStatusWebhook(null)
                        .setSubmits(false)
                        .build()))
                .isEmpty();
        assertThat(loader.apply(DirectorySigner.sign(
                        loader.current(), AccessionFixtures.acceded(submitter), Instant.EPOCH, List.of(operator))))
                .isInstanceOf(LoadResult.Applied.class);
    }

    @Test
    void shouldRefuseTheWebhookOfOneThatDoesNotSubmit() {
        assertRefused(
                "statusWebhook",
                Participant.newBuilder(submitter(_ -> {})).setSubmits(false).build());
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void shouldNeitherSignNorReadWhatIsUnsound(String field, Consumer<Endpoint.Builder> change) {
        assertRefused(field, submitter(change));
    }

    static Stream<Arguments> unsound() {
        return Stream.of(
                wrong("statusWebhook.url", webhook -> webhook.setUrl("http://platform.example/harborlight")),
                wrong("statusWebhook.url", webhook -> webhook.setUrl("https://user@platform.example/")),
                wrong("statusWebhook.trustAnchorPem", webhook -> webhook.setTrustAnchorPem("")),
                wrong("statusWebhook.bodyFormat", webhook -> webhook.setBodyFormat(BodyFormat.AVRO)),
                wrong("statusWebhook.maxBatch", webhook -> webhook.setMaxBatch(10)));
    }

    private static Arguments wrong(String field, Consumer<Endpoint.Builder> change) {
        return Arguments.of(field, change);
    }

    private void assertRefused(String field, Participant submitter) {
        assertThat(WebhookChecks.problems(submitter)).singleElement().asString().startsWith(field + ":");
        assertThatThrownBy(() -> DirectorySigner.sign(loader.current(), submitter, Instant.EPOCH, List.of(operator)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field);
        assertThat(loader.apply(signedByAnother(submitter))).isEqualTo(new LoadResult.Rejected("unsound-webhook"));
    }

    private static Participant submitter(Consumer<Endpoint.Builder> change) {
        Endpoint.Builder webhook = Endpoint.newBuilder()
                .setUrl("https://platform.example:8443/harborlight")
                .setTrustAnchorPem("-----BEGIN CERTIFICATE-----\n");
        change.accept(webhook);
        return Participant.newBuilder()
                .setParticipantId("chat")
                .setName("Chat")
                .setKind(StakeholderKind.PLATFORM)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(true)
                .setReceives(false)
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .setStatusWebhook(webhook.build())
                .build();
    }

    /** By a program that does not check. */
    private SignedEnvelope signedByAnother(Participant submitter) {
        DirectoryEntry entry = DirectoryEntry.newBuilder()
                .setSequence(0)
                .setPreviousSha256(ByteBuffer.allocate(0))
                .setAt(Instant.EPOCH)
                .setBody(submitter)
                .build();
        return new EnvelopeSigner(List.of(operator))
                .sign(
                        MediaTypes.DIRECTORY_ENTRY,
                        SingleObject.of(DirectoryEntry.class).encode(entry));
    }
}
