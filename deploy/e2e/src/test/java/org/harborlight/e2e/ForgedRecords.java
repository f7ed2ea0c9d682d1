package org.harborlight.e2e;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.Acknowledgement;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;

/** Answers, receipts, states, verdicts and commands of somebody who can write to the brokers and has no key. For one thread. */
final class ForgedRecords {
    private static final String CONNECTOR_KEY = "connector-1";

    private final WireFormats formats;
    private final KafkaAdministrator administrator;
    private final SecureRandom random = new SecureRandom();

    ForgedRecords(WireFormats formats, KafkaAdministrator administrator) {
        this.formats = formats;
        this.administrator = administrator;
    }

    /** Four answers that no desk has given to this notice; one is another notice's. */
    void feedback(String noticeKey, String otherNoticeKey) {
        ConsumerRecord<String, byte[]> genuine = of(Topics.FEEDBACK, noticeKey);
        Feedback said = payload(genuine, Feedback.class);
        byte[] forged = SingleObject.of(Feedback.class)
                .encode(Feedback.newBuilder(said)
                        .setAnswer(FeedbackAnswer.CHILD_SAFEGUARDED)
                        .build());
        put(Topics.FEEDBACK, noticeKey, own(CONNECTOR_KEY).sign(MediaTypes.FEEDBACK, forged));
        put(Topics.FEEDBACK, noticeKey, own("stranger").sign(MediaTypes.FEEDBACK, forged));
        put(Topics.FEEDBACK, noticeKey, new EnvelopeSigner(List.of()).sign(MediaTypes.FEEDBACK, forged));
        administrator.write(Topics.FEEDBACK, otherNoticeKey, genuine.value());
    }

    /** Three receipts that nobody has given for this notice; one is another notice's. */
    void receipts(String noticeKey, String otherNoticeKey) {
        ConsumerRecord<String, byte[]> genuine = of(Topics.RECEIPTS, noticeKey);
        byte[] forged = SingleObject.of(DeliveryReceipt.class)
                .encode(DeliveryReceipt.newBuilder(payload(genuine, DeliveryReceipt.class))
                        .setAt(Instant.EPOCH)
                        .build());
        put(Topics.RECEIPTS, noticeKey, own(CONNECTOR_KEY).sign(MediaTypes.DELIVERY_RECEIPT, forged));
        put(Topics.RECEIPTS, noticeKey, new EnvelopeSigner(List.of()).sign(MediaTypes.DELIVERY_RECEIPT, forged));
        administrator.write(Topics.RECEIPTS, otherNoticeKey, genuine.value());
    }

    void acknowledgement(String noticeKey) {
        DeliveryReceipt receipt = payload(of(Topics.RECEIPTS, noticeKey), DeliveryReceipt.class);
        Acknowledgement said = Acknowledgement.newBuilder()
                .setDeliveryId(receipt.getDeliveryId())
                .setPartnerId(receipt.getPartnerId())
                .setLane(Lane.STANDARD)
                .setDeliverySha256(receipt.getDeliverySha256())
                .setAt(Instant.now())
                .build();
        put(
                Topics.ACKNOWLEDGEMENTS,
                receipt.getDeliveryId(),
                own(CONNECTOR_KEY)
                        .sign(
                                MediaTypes.ACKNOWLEDGEMENT,
                                SingleObject.of(Acknowledgement.class).encode(said)));
    }

    /** Erasures that operators have not ordered, or not enough of them, and one that is ordered twice. */
    void commands(CommandedNotice notice, List<SigningKey> operators) {
        Command erase = command(CommandKind.ERASE, notice);
        command(CommandSigner.sign(erase, List.of()));
        command(CommandSigner.sign(erase, List.of(operators.getFirst())));
        command(CommandSigner.sign(erase, List.of(stranger("operator-1"), stranger("operator-2"))));
        command(CommandSigner.sign(erase, List.of(stranger("operator-3"), stranger("operator-4"))));
        SignedEnvelope genuine = CommandSigner.sign(command(CommandKind.HOLD, notice), operators);
        command(genuine);
        command(CommandSigner.sign(command(CommandKind.RELEASE_HOLD, notice), operators));
        command(genuine);
    }

    /** A delivery that has ended waits again, and one that never was. */
    void deliveryStates(String deliveryId) {
        DeliveryState ended = formats.of(Topics.DELIVERY_STATE, DeliveryState.class)
                .decode(of(Topics.DELIVERY_STATE, deliveryId).value());
        put(
                Topics.DELIVERY_STATE,
                deliveryId,
                DeliveryState.newBuilder(ended).setState(DeliveryStatus.PENDING).build());
        String invented = "invented-" + UUID.randomUUID();
        put(
                Topics.DELIVERY_STATE,
                invented,
                DeliveryState.newBuilder(ended).setDeliveryId(invented).build());
    }

    /** A second verdict, and the release of what was not held. */
    void verdicts(String noticeKey) {
        ConsumerRecord<String, byte[]> genuine = of(Topics.OUTCOMES, noticeKey);
        Outcome outcome = formats.of(Topics.OUTCOMES, Outcome.class).decode(genuine.value());
        administrator.write(Topics.OUTCOMES, noticeKey, genuine.value());
        put(
                Topics.HELD_CHANGES,
                noticeKey,
                HeldChange.newBuilder()
                        .setSubmitterId(outcome.getSubmitterId())
                        .setNoticeId(outcome.getNoticeId())
                        .setOrigin(outcome.getOrigin())
                        .setKind(HeldChangeKind.RELEASED)
                        .setReason("released")
                        .setDirectoryHead(outcome.getDirectoryHead())
                        .setAt(Instant.now())
                        .build());
    }

    private static Command command(CommandKind kind, CommandedNotice notice) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(kind)
                .setNotice(notice)
                .setOperator("drill")
                .setReason("drill")
                .setAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .build();
    }

    private void command(SignedEnvelope envelope) {
        put(Topics.COMMANDS, "0", envelope);
    }

    private ConsumerRecord<String, byte[]> of(String topic, String key) {
        Predicate<ConsumerRecord<String, byte[]>> wanted = record -> key.equals(record.key());
        return administrator.read(topic).stream()
                .filter(wanted)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private <T extends SpecificRecord> T payload(ConsumerRecord<String, byte[]> record, Class<T> type) {
        SignedEnvelope envelope =
                formats.of(record.topic(), SignedEnvelope.class).decode(record.value());
        return SingleObject.of(type).decode(Bytes.copy(envelope.getPayload()));
    }

    private EnvelopeSigner own(String keyId) {
        return new EnvelopeSigner(stranger(keyId));
    }

    private SigningKey stranger(String keyId) {
        return SigningKey.generate(keyId, random);
    }

    @SuppressWarnings("unchecked")
    private <T extends SpecificRecord> void put(String topic, String key, T value) {
        administrator.write(
                topic, key, formats.of(topic, (Class<T>) value.getClass()).encode(value));
    }
}
