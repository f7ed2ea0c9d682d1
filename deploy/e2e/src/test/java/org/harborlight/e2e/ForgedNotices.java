package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;

/** Notices of somebody who can write to the brokers, has read what gateways wrote, and has no key. For one thread. */
final class ForgedNotices {
    private static final String TOPIC = Topics.notices(Lane.STANDARD);

    private final KillableExchange exchange;
    private final KafkaAdministrator administrator;
    private final WireFormat<AcceptedNotice> notices;

    ForgedNotices(KillableExchange exchange, KafkaAdministrator administrator) {
        this.exchange = exchange;
        this.administrator = administrator;
        this.notices = exchange.formats().of(TOPIC, AcceptedNotice.class);
    }

    /** Five that no gateway has accepted so, under the name of one that was; they end as dead letters. */
    void write(String noticeId, String otherNoticeId) {
        ConsumerRecord<String, byte[]> record = of(noticeId);
        AcceptedNotice genuine = notices.decode(record.value());
        AcceptedNotice other = notices.decode(of(otherNoticeId).value());
        forge(record.key(), genuine, forged -> forged.setReceipt(other.getReceipt()));
        forge(record.key(), genuine, forged -> forged.setEnvelope(other.getEnvelope()));
        forge(record.key(), genuine, forged -> forged.setReceipt(signed(genuine, "receipt-1")));
        forge(record.key(), genuine, forged -> forged.setReceipt(signed(genuine, "stranger")));
        administrator.write(Topics.notices(Lane.URGENT), record.key(), record.value());
        await("dead letters")
                .atMost(DrilledExchange.PATIENCE)
                .untilAsserted(() -> assertThat(reasons())
                        .containsExactlyInAnyOrder(
                                "receipt-mismatch",
                                "receipt-mismatch",
                                "bad-receipt",
                                "receipt-unknown-key",
                                "receipt-mismatch"));
    }

    private void forge(String key, AcceptedNotice genuine, Consumer<AcceptedNotice.Builder> change) {
        AcceptedNotice.Builder forged = AcceptedNotice.newBuilder(genuine);
        change.accept(forged);
        administrator.write(TOPIC, key, notices.encode(forged.build()));
    }

    private static SignedEnvelope signed(AcceptedNotice genuine, String keyId) {
        ByteBuffer said = genuine.getReceipt().getPayload();
        return new EnvelopeSigner(SigningKey.generate(keyId, new SecureRandom()))
                .sign(MediaTypes.ACCEPTANCE_RECEIPT, Bytes.copy(said));
    }

    private ConsumerRecord<String, byte[]> of(String noticeId) {
        return administrator.read(TOPIC).stream()
                .filter(record -> notices.decode(record.value()).getNoticeId().equals(noticeId))
                .findFirst()
                .orElseThrow();
    }

    private List<String> reasons() {
        return CommittedRecords.read(
                        exchange.kafka(),
                        Topics.DEAD_LETTERS,
                        exchange.formats().of(Topics.DEAD_LETTERS, DeadLetter.class))
                .stream()
                .map(DeadLetter::getReason)
                .toList();
    }
}
