package org.harborlight.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A notice is two writes, one after the other, and whoever waits for both waits no longer than for one. */
final class NoticePublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final MockProducer<String, byte[]> urgent = producer();
    private final BrokerHealth health = new BrokerHealth(Duration.ofMinutes(1), System::nanoTime);
    private final NoticePublisher publisher = NoticePublisher.start(
            lane -> lane == Lane.URGENT ? urgent : producer(),
            8,
            PATIENCE,
            health,
            new ClockAgreement(Duration.ofMinutes(1), InstantSource.system(), System::nanoTime));

    @AfterEach
    void stop() {
        urgent.completeNext();
        publisher.close();
    }

    @Test
    void shouldNotWaitForTheNoticeAsLongAgainAsForItsKeys() {
        CompletableFuture<Boolean> written = publisher.publish(publication());
        acknowledgeKeys();

        assertThat(written).succeedsWithin(PATIENCE.multipliedBy(3)).isEqualTo(false);
        assertThat(health.answering()).isFalse();
    }

    @Test
    void shouldNotWaitLongerInABatch() {
        CompletableFuture<Boolean> written =
                publisher.publishAll(List.of(publication())).getFirst();
        acknowledgeKeys();

        assertThat(written).succeedsWithin(PATIENCE.multipliedBy(3)).isEqualTo(false);
    }

    @Test
    void shouldSayThatItIsWrittenOnceBothAre() {
        CompletableFuture<Boolean> written = publisher.publish(publication());
        acknowledgeKeys();
        await().until(urgent::completeNext);

        assertThat(written).succeedsWithin(PATIENCE).isEqualTo(true);
        assertThat(health.answering()).isTrue();
    }

    private void acknowledgeKeys() {
        await().until(urgent::completeNext);
        await().until(() -> urgent.history().size() == 2);
    }

    private static Publication publication() {
        AcceptedNotice accepted = new AcceptedNotice();
        accepted.setLane(Lane.URGENT);
        return new Publication(
                accepted,
                Optional.of(new ProducerRecord<>(Topics.SECTION_KEYS, "key", new byte[1])),
                new ProducerRecord<>(Topics.notices(Lane.URGENT), "reference", new byte[1]));
    }

    private static MockProducer<String, byte[]> producer() {
        return new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    }
}
