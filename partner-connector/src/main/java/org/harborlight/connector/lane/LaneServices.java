package org.harborlight.connector.lane;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.harborlight.connector.command.LaneCommands;
import org.harborlight.connector.push.DeliveryPush;
import org.harborlight.connector.store.DeliveryStates;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.KafkaClients;
import org.harborlight.connector.store.LaneId;
import org.harborlight.connector.store.TopicProbe;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeSigner;

/**
 * What all lanes share. Every part is thread-safe.
 *
 * @param signer with the exchange's CONNECTOR key
 */
public record LaneServices(
        Topics topics,
        DeliveryPush push,
        EnvelopeSigner signer,
        Supplier<Directory> directory,
        LanePolicy policy,
        MeterRegistry meters,
        Chance chance) {
    /** The way to Kafka. */
    public record Topics(
            KafkaClients clients,
            TopicProbe probe,
            Formats formats,
            DeliveryStates states,
            LaneCommands commands,
            Spans spans) {}

    /** How long a delivery of a lane may be tried, where so long is wanted. */
    public interface Spans extends BiFunction<LaneId, Duration, Duration> {}

    /**
     * Time and randomness.
     *
     * @param clock the time of day, which may be put back or ahead
     * @param steady goes on at its pace, for how long something lasts
     */
    public record Chance(InstantSource clock, InstantSource steady, RandomGenerator random) {}

    Optional<Participant> participant(String partnerId) {
        return directory.get().participant(partnerId);
    }

    /** What holds for a lane now: a change in the directory counts from the next delivery on. */
    Agreement agreement(LaneId lane) {
        return Agreement.of(
                participant(lane.partnerId()).map(Participant::getAgreement).orElse(null), policy);
    }

    /** From the first failed attempt of a delivery to giving up. */
    Duration span(LaneId lane) {
        return topics.spans().apply(lane, agreement(lane).retries().span());
    }

    InstantSource clock() {
        return chance.clock();
    }

    InstantSource steady() {
        return chance.steady();
    }
}
