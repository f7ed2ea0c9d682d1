package org.harborlight.e2e;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;

/** Brings one desk's deliveries to another one, in every way that is open to whoever writes to the brokers. For one thread. */
final class MisroutedDeliveries {
    private static final SingleObject<Delivery> DELIVERIES = SingleObject.of(Delivery.class);

    private final WireFormats formats;
    private final KafkaAdministrator administrator;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ConsumerRecord<String, byte[]>> genuine = new HashMap<>();
    private final List<Expected> written = new ArrayList<>();

    /** Why a record is to be refused, in the topics of whom. */
    record Expected(String partnerId, String reason) {}

    /** Looks at what these have got last, each on both lanes. */
    MisroutedDeliveries(WireFormats formats, KafkaAdministrator administrator, List<String> partnerIds) {
        this.formats = formats;
        this.administrator = administrator;
        for (String partnerId : partnerIds) {
            for (Lane lane : List.of(Lane.URGENT, Lane.STANDARD)) {
                String topic = Topics.deliveries(partnerId, lane);
                genuine.put(topic, administrator.read(topic).getLast());
            }
        }
    }

    /** What is to be refused of all that was written so far. */
    List<Expected> written() {
        return List.copyOf(written);
    }

    /** Writes what one desk has got last on this lane, so that the other one might get it. */
    void write(String from, String to, Lane lane) {
        Lane otherLane = lane == Lane.URGENT ? Lane.STANDARD : Lane.URGENT;
        ConsumerRecord<String, byte[]> last = last(from, lane);
        copy(last, to, lane);
        copy(last, to, otherLane);
        copy(last, from, otherLane);
        String topic = Topics.deliveries(to, lane);
        String key = last(to, lane).key();
        RecordHeaders headers = new RecordHeaders();
        headers.add("partnerId", to.getBytes(StandardCharsets.UTF_8));
        put(new ProducerRecord<>(topic, null, key, last.value(), headers), to, "not-addressed");

        SignedEnvelope envelope = decode(last);
        Delivery delivery = DELIVERIES.decode(Bytes.copy(envelope.getPayload()));
        byte[] readdressed =
                DELIVERIES.encode(Delivery.newBuilder(delivery).setPartnerId(to).build());
        String exchangeKey = envelope.getSignatures().getFirst().getKeyId();
        forge(to, lane, key, payload(envelope, readdressed), "bad-signature");
        forge(to, lane, key, signed(readdressed, exchangeKey), "bad-signature");
        forge(to, lane, key, payload(decode(last(to, lane)), readdressed), "bad-signature");
        forge(to, lane, key, signed(readdressed, "stranger"), "unknown-key");
        forge(
                to,
                lane,
                key,
                SignedEnvelope.newBuilder(envelope)
                        .setPayloadType(MediaTypes.DELIVERY_RECEIPT)
                        .build(),
                "wrong-payload-type");
    }

    private void copy(ConsumerRecord<String, byte[]> genuine, String partnerId, Lane lane) {
        administrator.copy(genuine, Topics.deliveries(partnerId, lane));
        written.add(new Expected(partnerId, "not-addressed"));
    }

    /** Claims to be older than a directory that has yet to learn of a key. */
    private void forge(String partnerId, Lane lane, String key, SignedEnvelope envelope, String reason) {
        String topic = Topics.deliveries(partnerId, lane);
        byte[] value = formats.of(topic, SignedEnvelope.class).encode(envelope);
        put(
                new ProducerRecord<>(topic, null, Instant.now().minusSeconds(60).toEpochMilli(), key, value),
                partnerId,
                reason);
    }

    private void put(ProducerRecord<String, byte[]> record, String partnerId, String reason) {
        administrator.write(record);
        written.add(new Expected(partnerId, reason));
    }

    private ConsumerRecord<String, byte[]> last(String partnerId, Lane lane) {
        return Objects.requireNonNull(genuine.get(Topics.deliveries(partnerId, lane)));
    }

    private SignedEnvelope decode(ConsumerRecord<String, byte[]> record) {
        return formats.of(record.topic(), SignedEnvelope.class).decode(record.value());
    }

    private static SignedEnvelope payload(SignedEnvelope envelope, byte[] payload) {
        return SignedEnvelope.newBuilder(envelope)
                .setPayload(ByteBuffer.wrap(payload))
                .build();
    }

    private SignedEnvelope signed(byte[] payload, String keyId) {
        return new EnvelopeSigner(SigningKey.generate(keyId, random)).sign(MediaTypes.DELIVERY, payload);
    }
}
