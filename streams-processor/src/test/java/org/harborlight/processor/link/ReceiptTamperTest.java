package org.harborlight.processor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestGateway;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Tampering;
import org.harborlight.schemas.Tampering.Region;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;

/** The tamper matrix at the processor's border: the gateway's acceptance receipt, and the record that it is about. */
final class ReceiptTamperTest {
    private static final Instant NOW = TestExchange.NOW;

    private final TestExchange exchange = TestExchange.standard();
    private final WireFormat<AcceptedNotice> records = records();
    private final AdmissionReader reader = new AdmissionReader(records, WriterSchemas.none(), exchange.identifiers);
    private final AcceptedNotice good = new TestGateway(exchange)
            .accept(NoticeFixtures.extortion("platform-a", NOW).build(), Lane.STANDARD, NOW);

    @Test
    void shouldNameTheReasonOfTheRegionOfTheReceipt() {
        assertThat(Tampering.reasons(good.getReceipt(), receipt -> verdict(record -> record.setReceipt(receipt))))
                .isEqualTo(Map.of(
                        Region.PAYLOAD_TYPE, Set.of(AdmissionReader.BAD_RECEIPT),
                        Region.PAYLOAD, Set.of(AdmissionReader.BAD_RECEIPT),
                        Region.KEY_ID, Set.of(AdmissionReader.RECEIPT_UNKNOWN_KEY),
                        Region.SIGNATURE, Set.of(AdmissionReader.BAD_RECEIPT)));
        assertThat(verdict(UnaryOperator.identity())).isEqualTo("understood");
    }

    @Test
    void shouldFindThatTheReceiptIsAboutAnotherRecord() {
        SignedEnvelope envelope = good.getEnvelope();
        Stream<UnaryOperator<AcceptedNotice.Builder>> changes = Stream.of(
                        each(good.getSubmitterId(), AcceptedNotice.Builder::setSubmitterId),
                        each(good.getNoticeId(), AcceptedNotice.Builder::setNoticeId),
                        each(good.getReference(), AcceptedNotice.Builder::setReference),
                        each(good.getReceiptId(), AcceptedNotice.Builder::setReceiptId),
                        Stream.<UnaryOperator<AcceptedNotice.Builder>>of(
                                record -> record.setAcceptedAt(NOW.plusMillis(1)),
                                record -> record.setLane(Lane.URGENT)),
                        Tampering.eachByteOf(envelope.getPayload())
                                .<UnaryOperator<AcceptedNotice.Builder>>map(
                                        payload -> record -> record.setEnvelope(SignedEnvelope.newBuilder(envelope)
                                                .setPayload(payload)
                                                .build())))
                .flatMap(Function.identity());

        assertThat(changes)
                .allSatisfy(change -> assertThat(verdict(change)).isEqualTo(AdmissionReader.RECEIPT_MISMATCH));
    }

    @Test
    void shouldNotTakeARecordOfTheOtherLane() {
        assertThat(reason(reader.read(records.encode(good), Lane.URGENT, exchange.directory())))
                .isEqualTo(AdmissionReader.RECEIPT_MISMATCH);
    }

    private interface Field {
        AcceptedNotice.Builder set(AcceptedNotice.Builder record, String value);
    }

    private static Stream<UnaryOperator<AcceptedNotice.Builder>> each(String value, Field field) {
        return Tampering.eachCharacterOf(value)
                .<UnaryOperator<AcceptedNotice.Builder>>map(other -> record -> field.set(record, other));
    }

    private String verdict(UnaryOperator<AcceptedNotice.Builder> change) {
        byte[] record =
                records.encode(change.apply(AcceptedNotice.newBuilder(good)).build());
        return reason(reader.read(record, Lane.STANDARD, exchange.directory()));
    }

    private static String reason(Reading reading) {
        return reading instanceof Reading.Unreadable unreadable ? unreadable.reason() : "understood";
    }

    private static WireFormat<AcceptedNotice> records() {
        SchemaRegistry registry = new SchemaRegistry("mock://receipt-tamper", Map.of());
        String topic = Topics.notices(Lane.STANDARD);
        registry.register(Topics.subject(topic), AcceptedNotice.getClassSchema());
        return new WireFormats(registry).of(topic, AcceptedNotice.class);
    }
}
