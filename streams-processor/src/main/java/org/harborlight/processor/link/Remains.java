package org.harborlight.processor.link;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WriterSchemas;
import org.jspecify.annotations.Nullable;

/**
 * What can still be told of an admitted notice that cannot be processed: as much as its record gives away, and never an
 * exception. Immutable.
 *
 * @param origin the record that the outcome is about: the notice's, else the internal one
 * @param traced whether the origin is the notice's
 * @param accepted the notice as accepted; null where that cannot be read
 * @param decided whether it comes from another case, with its verdict
 */
record Remains(Origin origin, boolean traced, @Nullable AcceptedNotice accepted, boolean decided) {
    private static final int LONGEST_TOPIC = 249;
    private static final String UNPROCESSABLE = "unprocessable";
    private static final String MALFORMED_INTERNAL_RECORD = "malformed-internal-record";

    /** @param at where the internal record stands */
    static Remains of(Record<String, Parcel> record, RecordMetadata at, WriterSchemas writers) {
        SingleObject<AdmittedNotice> admittedFormat = SingleObject.of(AdmittedNotice.class, writers);
        SingleObject<AcceptedNotice> acceptedFormat = SingleObject.of(AcceptedNotice.class, writers);
        byte @Nullable [] bytes = record.value().bytes();
        Optional<AdmittedNotice> admitted = bytes == null ? Optional.empty() : read(() -> admittedFormat.decode(bytes));
        Optional<Origin> origin = admitted.map(
                        notice -> new Origin(notice.getTopic(), notice.getPartition(), notice.getOffset()))
                .filter(Remains::canBe)
                .or(() -> OriginHeader.read(record.headers()));
        return new Remains(
                origin.orElseGet(() -> new Origin(at.topic(), at.partition(), at.offset())),
                origin.isPresent(),
                admitted.flatMap(notice -> read(() -> acceptedFormat.decode(notice.getAccepted())))
                        .orElse(null),
                admitted.filter(notice -> notice.getMoved() != null).isPresent());
    }

    private static boolean canBe(Origin origin) {
        return origin.getTopic().length() <= LONGEST_TOPIC && origin.getPartition() >= 0 && origin.getOffset() >= 0;
    }

    String reason() {
        return accepted == null ? MALFORMED_INTERNAL_RECORD : UNPROCESSABLE;
    }

    private static <T> Optional<T> read(Supplier<T> decode) {
        try {
            return Optional.of(decode.get());
        } catch (DecodeException unreadable) {
            return Optional.empty();
        }
    }
}
