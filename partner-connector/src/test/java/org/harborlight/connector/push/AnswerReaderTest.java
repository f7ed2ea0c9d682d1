package org.harborlight.connector.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.Test;

final class AnswerReaderTest {
    static {
        AvroTrust.install();
    }

    private static final Participant PARTNER = Participant.newBuilder()
            .setParticipantId("partner")
            .setName("Partner")
            .setKind(StakeholderKind.HOTLINE)
            .setStatus(ParticipantStatus.ACTIVE)
            .setSubmits(false)
            .setReceives(true)
            .setReleaseProfile(new ReleaseProfile(List.of(), false))
            .build();
    private static final PushRequest.Item ONE = new PushRequest.Item("one", "11");
    private static final PushRequest.Item TWO = new PushRequest.Item("two", "22");

    @Test
    void shouldJudgeEachDeliveryOfABatchByItsOwnEchoWhereverThatStands() {
        assertThat(codes(
                        200,
                        "[{'deliveryId': 'two', 'digest': '22'}, {'deliveryId': 'one', 'digest': '22'}]",
                        ONE,
                        TWO))
                .containsExactly("wrong-echo", "receipted");
        assertThat(codes(200, "[{'deliveryId': 'one', 'digest': '11'}]", ONE, TWO))
                .containsExactly("receipted", "no-echo");
        assertThat(codes(
                        200,
                        "[{'deliveryId': 'one', 'digest': '11'}, {'deliveryId': 'one', 'digest': '11'}]",
                        ONE,
                        TWO))
                .containsExactly("wrong-echo", "no-echo");
    }

    @Test
    void shouldSettleNothingWhenTheAnswerHasTheWrongShape() {
        assertThat(codes(200, "{'deliveryId': 'one', 'digest': '11'}", ONE, TWO))
                .containsExactly("no-echo", "no-echo");
        assertThat(codes(200, "[{'deliveryId': 'one', 'digest': '11'}]", ONE)).containsExactly("no-echo");
        assertThat(codes(200, "<html>", ONE, TWO)).containsExactly("no-echo", "no-echo");
    }

    @Test
    void shouldRefuseASingleDeliveryOnlyWhenItIsRefused() {
        assertThat(codes(422, "{'refusal': 'not-ours'}", ONE)).containsExactly("refused");
        assertThat(codes(422, "{'refusal': 'not-ours'}", ONE, TWO)).containsExactly("batch-refused", "batch-refused");
        assertThat(codes(410, "", ONE, TWO)).containsExactly("gone", "gone");
    }

    private static List<String> codes(int status, String body, PushRequest.Item... items) {
        PushRequest request = new PushRequest(List.of(items), PARTNER, Map.of(), Buffer.buffer());
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return AnswerReader.read(status, null, bytes, request, Instant.EPOCH).stream()
                .map(PushAnswer::code)
                .toList();
    }
}
