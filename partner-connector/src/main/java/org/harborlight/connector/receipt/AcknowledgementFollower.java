package org.harborlight.connector.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.lane.Lanes;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.KafkaClients;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Acknowledgement;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.service.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what partners acknowledged to other instances, from now on, and hands it to the lane here that may own the
 * delivery. What is missed while it does not read, the partner repeats. Believes only what a CONNECTOR key has signed. One
 * thread of its own.
 */
public final class AcknowledgementFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final Formats formats;
    private final Supplier<Directory> directory;
    private final Lanes lanes;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final SingleObject<Acknowledgement> format;
    private final Background background;

    public AcknowledgementFollower(
            KafkaClients clients,
            Formats formats,
            Supplier<Directory> directory,
            Lanes lanes,
            MeterRegistry meters,
            InstantSource clock) {
        this.clients = clients;
        this.formats = formats;
        this.format = formats.payload(Acknowledgement.class);
        this.directory = directory;
        this.lanes = lanes;
        this.meters = meters;
        this.clock = clock;
        this.background = new Background("acknowledgements", this::run);
    }

    public AcknowledgementFollower start() {
        background.start();
        return this;
    }

    private void run() {
        while (!background.closing()) {
            try (Consumer<String, byte[]> consumer = clients.tail(Topics.ACKNOWLEDGEMENTS)) {
                follow(consumer);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("acknowledgements cannot be read, trying again");
                background.pause(PAUSE);
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ACKNOWLEDGEMENTS).stream()
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        while (!background.closing()) {
            consumer.poll(POLL).forEach(this::apply);
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        Optional<Acknowledgement> read = read(record.value());
        if (read.isEmpty()) {
            meters.counter("harborlight.connector.acknowledgements.rejected").increment();
            LOG.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("alarm: an acknowledgement was not written by a connector of this exchange");
            return;
        }
        Acknowledgement acknowledgement = read.get();
        var _ = lanes.lateReceipt(
                new LaneId(acknowledgement.getPartnerId(), acknowledgement.getLane()),
                acknowledgement.getDeliveryId(),
                acknowledgement.getDeliverySha256(),
                Optional.ofNullable(acknowledgement.getPartnerReceipt()));
    }

    private Optional<Acknowledgement> read(byte[] value) {
        try {
            SignedEnvelope envelope = formats.envelopes(Topics.ACKNOWLEDGEMENTS).decode(value);
            Directory snapshot = directory.get();
            EnvelopeVerifier verifier =
                    new EnvelopeVerifier(keyId -> snapshot.exchangeKey(KeyPurpose.CONNECTOR, keyId));
            boolean ours = MediaTypes.ACKNOWLEDGEMENT.equals(envelope.getPayloadType())
                    && verifier.verify(envelope, clock.instant()) instanceof SignatureCheck.Valid;
            return ours ? Optional.of(format.decode(envelope.getPayload())) : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        background.close();
    }
}
