package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.runtime.ServiceProcess;

/**
 * Somebody who writes to the brokers, has the signing keys that the exchange has ended, and dates what he signs after their
 * end. For one thread.
 */
final class EndedKeys implements AutoCloseable {
    private final RotationScene scene;
    private final KafkaAdministrator administrator;
    private final Alarms alarms;

    EndedKeys(RotationScene scene) {
        this.scene = scene;
        this.administrator = new KafkaAdministrator(scene.exchange().kafka());
        this.alarms = new Alarms(scene.exchange());
    }

    /** Whoever asks for the keys today is not given those. */
    void arePublishedNoMore() throws IOException {
        byte[] today = scene.load().client().keys().body();
        assertThat(JwkSet.parse(today).keys())
                .extracting(PublicKeyEntry::getKeyId)
                .contains("receipt-2", "delivery-2", "connector-2", "sealing-2")
                .doesNotContain("receipt-1", "delivery-1", "connector-1", "sealing-1");
    }

    /** A notice that no gateway accepted becomes a dead letter. */
    void acceptNothing() {
        String topic = Topics.notices(Lane.STANDARD);
        ConsumerRecord<String, byte[]> record = last(topic);
        AcceptedNotice genuine =
                scene.exchange().formats().of(topic, AcceptedNotice.class).decode(record.value());
        AcceptanceReceipt said =
                AcceptanceReceipt.fromJson(Bytes.copy(genuine.getReceipt().getPayload()));
        Instant now = RotationScene.now();
        AcceptanceReceipt forged = new AcceptanceReceipt(
                said.receiptId(),
                said.submitterId(),
                said.noticeId(),
                said.payloadSha256(),
                now,
                said.reference(),
                said.lane());
        put(
                topic,
                record.key(),
                AcceptedNotice.newBuilder(genuine)
                        .setAcceptedAt(now)
                        .setReceipt(signer("receipt-1").sign(MediaTypes.ACCEPTANCE_RECEIPT, forged.toJson()))
                        .build());
        await("the dead letter")
                .atMost(RotationScene.PATIENCE)
                .until(() -> CommittedRecords.read(
                                scene.exchange().kafka(),
                                Topics.DEAD_LETTERS,
                                scene.exchange().formats().of(Topics.DEAD_LETTERS, DeadLetter.class))
                        .stream()
                        .anyMatch(letter -> letter.getReason().equals("receipt-key-not-valid")));
    }

    /** A delivery that no processor made reaches no desk, and raises an alarm. */
    void deliverNothing() throws IOException {
        String topic = Topics.deliveries(RotationScene.DESK, Lane.STANDARD);
        ConsumerRecord<String, byte[]> record = last(topic);
        SignedEnvelope genuine =
                scene.exchange().formats().of(topic, SignedEnvelope.class).decode(record.value());
        int had = scene.exchange().desk().resent();
        put(topic, record.key(), signer("delivery-1").sign(MediaTypes.DELIVERY, Bytes.copy(genuine.getPayload())));
        ServiceProcess connector = scene.exchange().services().connectors().getFirst();
        await("the alarm")
                .atMost(RotationScene.PATIENCE)
                .untilAsserted(() -> assertThat(alarms.figure(
                                connector,
                                "harborlight_connector_rejected_total",
                                "partner=\"" + RotationScene.DESK + "\"",
                                "reason=\"key-not-valid\""))
                        .isEqualTo(1));
        assertThat(scene.exchange().desk().resent()).isEqualTo(had);
    }

    /** A receipt that no connector gave is counted, and not believed. */
    void receiptNothing() throws IOException {
        int before = unreadable();
        ConsumerRecord<String, byte[]> record = last(Topics.RECEIPTS);
        SignedEnvelope genuine = scene.exchange()
                .formats()
                .of(Topics.RECEIPTS, SignedEnvelope.class)
                .decode(record.value());
        SingleObject<DeliveryReceipt> receipts = SingleObject.of(DeliveryReceipt.class);
        DeliveryReceipt forged = DeliveryReceipt.newBuilder(receipts.decode(Bytes.copy(genuine.getPayload())))
                .setAt(RotationScene.now())
                .build();
        put(
                Topics.RECEIPTS,
                record.key(),
                signer("connector-1").sign(MediaTypes.DELIVERY_RECEIPT, receipts.encode(forged)));
        await("the books")
                .atMost(RotationScene.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> unreadable() == before + 1);
    }

    private int unreadable() throws IOException {
        return scene.exchange().balance().body().path("unreadable").asInt();
    }

    private EnvelopeSigner signer(String keyId) {
        return new EnvelopeSigner(KeyFiles.readSigningKey(scene.keys().resolve(keyId + ".pem")));
    }

    /** The last record that has a value. */
    private ConsumerRecord<String, byte[]> last(String topic) {
        List<ConsumerRecord<String, byte[]>> all = administrator.read(topic);
        return all.reversed().stream()
                .filter(record -> record.value() != null)
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private <T extends SpecificRecord> void put(String topic, String key, T value) {
        administrator.write(
                topic,
                key,
                scene.exchange()
                        .formats()
                        .of(topic, (Class<T>) value.getClass())
                        .encode(value));
    }

    @Override
    public void close() {
        administrator.close();
        alarms.close();
    }
}
