package org.harborlight.connector.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.codec.AvroTrust;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPushTest {
    static {
        AvroTrust.install();
    }

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final TimelineEvent EVENT = TimelineEvent.newBuilder()
            .setSubmitterId("chat")
            .setNoticeId("5f0c")
            .setEventId("4tbgz8v5ojJqkcIN")
            .setEntry("{\"at\":\"2026-11-26T09:59:59Z\",\"event\":\"delivered\",\"country\":\"DE\"}")
            .setState("with-desks")
            .setLast(true)
            .build();
    private static final Participant SUBMITTER = Participant.newBuilder()
            .setParticipantId("chat")
            .setName("Chat")
            .setKind(StakeholderKind.PLATFORM)
            .setStatus(ParticipantStatus.ACTIVE)
            .setSubmits(true)
            .setReceives(false)
            .setReleaseProfile(new ReleaseProfile(List.of(), false))
            .build();

    @Test
    void shouldNameAnEventByItsNoticeAndTheMarkOfItsEntry() {
        assertThat(EventPush.webhookId(EVENT)).isEqualTo("5f0c.ojJqkcIN");
    }

    @Test
    void shouldSayWhatTheStatusShowsAndNothingElse() {
        assertThat(EventPush.body(EVENT))
                .isEqualTo(new JsonObject()
                        .put("noticeId", "5f0c")
                        .put("eventId", "4tbgz8v5ojJqkcIN")
                        .put(
                                "entry",
                                new JsonObject()
                                        .put("at", "2026-11-26T09:59:59Z")
                                        .put("event", "delivered")
                                        .put("country", "DE"))
                        .put("state", "with-desks")
                        .put("final", true)
                        .toBuffer());
    }

    @ParameterizedTest
    @CsvSource({
        "200, receipted, false",
        "204, receipted, false",
        "307, redirect, false",
        "400, status-400, false",
        "409, status-409, false",
        "410, gone, false",
        "429, status-429, true",
        "503, status-503, true"
    })
    void shouldTakeAnySuccessForToldAndNothingElse(int status, String code, boolean outage) {
        PushAnswer answer = judge(status, null);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer instanceof PushAnswer.Failed failed && failed.outage())
                .isEqualTo(outage);
    }

    @Test
    void shouldHearForHowLongToWait() {
        assertThat(judge(503, "120"))
                .isEqualTo(new PushAnswer.Failed("status-503", true, Optional.of(Duration.ofMinutes(2))));
    }

    private static PushAnswer judge(int status, @Nullable String retryAfter) {
        PushRequest request = new PushRequest(
                List.of(new PushRequest.Item("5f0c.ojJqkcIN", "")),
                SUBMITTER,
                Map.of(),
                Buffer.buffer(),
                EventPush::judge);
        return request.rule()
                .read(status, retryAfter, "<html>".getBytes(StandardCharsets.UTF_8), request, NOW)
                .getFirst();
    }
}
