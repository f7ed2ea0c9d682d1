package org.harborlight.connector.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.harborlight.connector.lane.LanePolicy;
import org.harborlight.connector.lane.LaneServices;
import org.harborlight.connector.lane.RetrySchedule;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.KafkaClients;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.TimelineEvent;
import org.harborlight.schemas.directory.Directory;

/**
 * What all webhooks share. Every part is thread-safe.
 *
 * @param policy of the lanes; webhooks repeat, break and rest as those do
 */
public record WebhookServices(
        Source source,
        Push push,
        Supplier<Directory> directory,
        LanePolicy policy,
        MeterRegistry meters,
        LaneServices.Chance chance) {
    /** However much is configured or agreed: the topic keeps events for a few days more. */
    private static final Duration LONGEST_SPAN = Duration.ofDays(30);

    /**
     * Where events come from.
     *
     * @param consumers a new one of a submitter's group, by its id
     */
    public record Source(Function<String, Consumer<String, byte[]>> consumers, Function<byte[], TimelineEvent> decode) {
        public static Source of(KafkaClients clients, Formats formats) {
            return new Source(clients::webhook, formats.timelineEvents()::decode);
        }
    }

    /** One attempt to tell, ended within the time of a request. */
    public interface Push {
        PushAnswer push(TimelineEvent event, Participant submitter, Endpoint webhook);
    }

    InstantSource clock() {
        return chance.clock();
    }

    InstantSource steady() {
        return chance.steady();
    }

    RandomGenerator random() {
        return chance.random();
    }

    Optional<Participant> submitter(String submitterId) {
        return directory.get().participant(submitterId);
    }

    RetrySchedule retries(Participant submitter) {
        return policy.retries(submitter.getAgreement());
    }

    /** When an event is given up. */
    static Duration span(RetrySchedule retries) {
        return retries.span().compareTo(LONGEST_SPAN) < 0 ? retries.span() : LONGEST_SPAN;
    }
}
