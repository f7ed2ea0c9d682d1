package org.harborlight.processor.status;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.processor.state.OriginMark;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.codec.WriterSchemas;
import org.jspecify.annotations.Nullable;

/** How the ledger reads each of its source topics. Receipts and feedback count only where the connector signed them. */
record LedgerReaders(
        RecordReader<Outcome> outcomes,
        RecordReader<HeldChange> heldChanges,
        RecordReader<DeliveryState> deliveryStates,
        RecordReader<DeliveryReceipt> receipts,
        RecordReader<Feedback> feedback,
        RecordReader<CommandResult> commandResults,
        WriterSchemas writers) {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern PARTNER = Pattern.compile("[a-z0-9-]{1,40}");

    static LedgerReaders of(WireFormats formats, ConnectorSignatures signatures) {
        SingleObject<Feedback> feedback = formats.payload(Feedback.class);
        return new LedgerReaders(
                plain(
                        plausible(
                                formats.of(Topics.OUTCOMES, Outcome.class)::decode,
                                outcome -> plausible(outcome.getOrigin(), outcome.getReason())),
                        outcome -> noticeKey(outcome.getSubmitterId(), outcome.getNoticeId())),
                plain(
                        plausible(
                                formats.of(Topics.HELD_CHANGES, HeldChange.class)::decode,
                                change -> plausible(change.getOrigin(), change.getReason())),
                        change -> noticeKey(change.getSubmitterId(), change.getNoticeId())),
                plain(
                        plausible(
                                formats.of(Topics.DELIVERY_STATE, DeliveryState.class)::decode,
                                state -> PARTNER.matcher(state.getPartnerId()).matches()),
                        state -> Optional.of(state.getDeliveryId())),
                signed(
                        formats.of(Topics.RECEIPTS, SignedEnvelope.class)::decode,
                        signatures,
                        formats.payload(DeliveryReceipt.class)::decode,
                        receipt -> noticeKey(receipt.getSubmitterId(), receipt.getNoticeId())),
                signed(
                        formats.of(Topics.FEEDBACK, SignedEnvelope.class)::decode,
                        signatures,
                        bytes -> within(feedback.decode(bytes)),
                        answer -> noticeKey(answer.getSubmitterId(), answer.getNoticeId())),
                plain(
                        formats.of(Topics.COMMAND_RESULTS, CommandResult.class)::decode,
                        result -> Optional.of(result.getCommandId()).filter(id -> !id.isEmpty())),
                formats.writers());
    }

    /** Of the internal topics: what another version of the ledger wrote there may be unreadable too. */
    RecordReader<OriginMark> originMarks() {
        return plain(
                SingleObject.of(OriginMark.class, writers)::decode,
                mark -> Optional.of(mark.getTopic() + "/" + mark.getPartition()));
    }

    RecordReader<DeliveryState> deliveryStatesByNotice() {
        return plain(
                SingleObject.of(DeliveryState.class, writers)::decode,
                state -> noticeKey(state.getSubmitterId(), state.getNoticeId()));
    }

    /** What the books are kept by must be what it says that it is. */
    private static <T> Function<byte[], T> plausible(Function<byte[], T> decode, Predicate<T> judge) {
        return value -> {
            T decoded = decode.apply(value);
            if (!judge.test(decoded)) {
                throw new DecodeException(RecordBounds.IMPLAUSIBLE);
            }
            return decoded;
        };
    }

    private static boolean plausible(Origin origin, @Nullable String reason) {
        return TOPIC.matcher(origin.getTopic()).matches()
                && origin.getPartition() >= 0
                && origin.getOffset() >= 0
                && (reason == null || RecordBounds.areShort(reason));
    }

    /** Its desk chose the time, and the connector has vouched for the rest: the answer counts whatever the time is. */
    private static Feedback within(Feedback feedback) {
        Instant until = feedback.getUntil();
        return until == null
                ? feedback
                : Feedback.newBuilder(feedback)
                        .setUntil(RecordBounds.plausible(until))
                        .build();
    }

    private static <T> RecordReader<T> plain(Function<byte[], T> decode, Function<T, Optional<String>> keyOf) {
        return new RecordReader<>((value, at) -> new Reading.Read<>(decode.apply(value)), keyOf);
    }

    private static <T extends SpecificRecord> RecordReader<T> signed(
            Function<byte[], SignedEnvelope> decode,
            ConnectorSignatures signatures,
            Function<byte[], T> payloads,
            Function<T, Optional<String>> keyOf) {
        return new RecordReader<>(
                (value, at) -> {
                    SignedEnvelope envelope = decode.apply(value);
                    return signatures.valid(envelope, at)
                            ? new Reading.Read<>(payloads.apply(Bytes.copy(envelope.getPayload())))
                            : new Reading.Unreadable<>("unverified");
                },
                keyOf);
    }

    /** Empty for the outcome of a record of which not even the notice could be read. */
    private static Optional<String> noticeKey(String submitterId, String noticeId) {
        return submitterId.isEmpty() || noticeId.isEmpty()
                ? Optional.empty()
                : Optional.of(Topics.noticeKey(submitterId, noticeId));
    }
}
