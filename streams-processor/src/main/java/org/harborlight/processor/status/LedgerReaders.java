package org.harborlight.processor.status;

import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.processor.state.OriginMark;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeliveryReceipt;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.codec.WriterSchemas;

/** How the ledger reads each of its source topics. Receipts and feedback count only where the connector signed them. */
record LedgerReaders(
        RecordReader<Outcome> outcomes,
        RecordReader<HeldChange> heldChanges,
        RecordReader<DeliveryState> deliveryStates,
        RecordReader<DeliveryReceipt> receipts,
        RecordReader<Feedback> feedback,
        RecordReader<CommandResult> commandResults,
        WriterSchemas writers) {

    static LedgerReaders of(WireFormats formats, ConnectorSignatures signatures) {
        return new LedgerReaders(
                plain(
                        formats.of(Topics.OUTCOMES, Outcome.class)::decode,
                        outcome -> noticeKey(outcome.getSubmitterId(), outcome.getNoticeId())),
                plain(
                        formats.of(Topics.HELD_CHANGES, HeldChange.class)::decode,
                        change -> noticeKey(change.getSubmitterId(), change.getNoticeId())),
                plain(
                        formats.of(Topics.DELIVERY_STATE, DeliveryState.class)::decode,
                        state -> Optional.of(state.getDeliveryId())),
                signed(
                        formats.of(Topics.RECEIPTS, SignedEnvelope.class)::decode,
                        signatures,
                        formats.payload(DeliveryReceipt.class),
                        receipt -> noticeKey(receipt.getSubmitterId(), receipt.getNoticeId())),
                signed(
                        formats.of(Topics.FEEDBACK, SignedEnvelope.class)::decode,
                        signatures,
                        formats.payload(Feedback.class),
                        feedback -> noticeKey(feedback.getSubmitterId(), feedback.getNoticeId())),
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

    private static <T> RecordReader<T> plain(Function<byte[], T> decode, Function<T, Optional<String>> keyOf) {
        return new RecordReader<>((value, at) -> new Reading.Read<>(decode.apply(value)), keyOf);
    }

    private static <T extends SpecificRecord> RecordReader<T> signed(
            Function<byte[], SignedEnvelope> decode,
            ConnectorSignatures signatures,
            SingleObject<T> payloads,
            Function<T, Optional<String>> keyOf) {
        return new RecordReader<>(
                (value, at) -> {
                    SignedEnvelope envelope = decode.apply(value);
                    return signatures.valid(envelope, at)
                            ? new Reading.Read<>(payloads.decode(Bytes.copy(envelope.getPayload())))
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
