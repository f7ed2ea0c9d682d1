package org.harborlight.connector.webhook;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.lane.InboxPatience;
import org.harborlight.connector.lane.LanePolicy;
import org.harborlight.connector.lane.LaneServices;
import org.harborlight.connector.lane.RetrySchedule;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.envelope.SigningKey;

/** A submitter with a webhook that answers as told, a clock that stands still, and events of its notices. */
final class TestWebhook {
    static final String SUBMITTER = "chat";
    static final List<Duration> STEPS = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    static final Duration SPAN = Duration.ofDays(7);
    static final Duration PAUSE = Duration.ofHours(1);

    static {
        AvroTrust.install();
    }

    Instant now = Instant.parse("2026-11-26T10:00:00Z");
    PushAnswer answer = told();
    final List<String> sent = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final WebhookStatus status = new WebhookStatus(SUBMITTER);
    final WebhookServices services;
    private Directory directory = directory("Chat");

    TestWebhook() {
        LanePolicy policy = new LanePolicy(
                new RetrySchedule(STEPS, SPAN, Duration.ofHours(6)),
                new LaneBreaker.Settings(4, 60, Duration.ofSeconds(30)),
                4,
                Duration.ofMillis(250),
                1000,
                PAUSE,
                new InboxPatience(Duration.ofMinutes(5), Duration.ofHours(1)),
                new LanePolicy.Restart(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        this.services = new WebhookServices(
                new WebhookServices.Source(
                        _ -> {
                            throw new IllegalStateException("a test gives its consumer itself");
                        },
                        SingleObject.of(TimelineEvent.class)::decode),
                (event, _, _) -> push(event),
                () -> directory,
                policy,
                meters,
                new LaneServices.Chance(() -> now, () -> now, new Random(7)));
    }

    private synchronized PushAnswer push(TimelineEvent event) {
        sent.add(event.getNoticeId() + " " + event.getState());
        return answer;
    }

    WebhookMetrics metrics() {
        return new WebhookMetrics(meters, SUBMITTER);
    }

    LaneBreaker breaker() {
        return new LaneBreaker("webhook", services.policy().breaker(), services.steady());
    }

    double count(String name, String label, String value) {
        return meters.counter("harborlight.connector.webhook." + name, "submitter", SUBMITTER, label, value)
                .count();
    }

    static PushAnswer told() {
        return new PushAnswer.Receipted(false, Optional.empty());
    }

    static PushAnswer away() {
        return new PushAnswer.Failed("unreachable", true, Optional.empty());
    }

    static PushAnswer refused() {
        return new PushAnswer.Failed("status-400", false, Optional.empty());
    }

    /** @param what stands in for the state */
    static TimelineEvent event(String noticeId, String what) {
        return TimelineEvent.newBuilder()
                .setSubmitterId(SUBMITTER)
                .setNoticeId(noticeId)
                .setEventId("AAAAAAAA")
                .setEntry("{\"event\":\"" + what + "\"}")
                .setState(what)
                .setLast(false)
                .build();
    }

    WaitingEvent waiting(int partition, long offset, String noticeId, String what) {
        return new WaitingEvent(
                new TopicPartition(Topics.TIMELINE_EVENTS, partition),
                offset,
                Topics.noticeKey(SUBMITTER, noticeId),
                event(noticeId, what),
                now);
    }

    /** Another entry with the same webhook. */
    void rename(String name) {
        directory = directory(name);
    }

    private static Directory directory(String name) {
        SigningKey operator = SigningKey.generate("operator-1", new SecureRandom());
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        Participant submitter = Participant.newBuilder()
                .setParticipantId(SUBMITTER)
                .setName(name)
                .setKind(StakeholderKind.PLATFORM)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(true)
                .setReceives(false)
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .setStatusWebhook(Endpoint.newBuilder()
                        .setUrl("https://chat.example/harborlight")
                        .setTrustAnchorPem("-----BEGIN CERTIFICATE-----\n")
                        .build())
                .build();
        SignedEnvelope entry = DirectorySigner.sign(
                loader.current(), AccessionFixtures.acceded(submitter), Instant.EPOCH, List.of(operator));
        loader.apply(entry);
        return loader.current();
    }
}
