package org.harborlight.gateway.publish;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.harborlight.gateway.verify.Verification.Verified;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.StoredSectionKeys;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.notice.AcceptanceReceipt;

/**
 * Turns a verified notice into the records to write: reference, lane, receipt id, the signed acceptance receipt. The
 * acceptance time is the exchange's stream time. Computation only; safe for all threads, meant for the worker pool.
 */
public final class NoticeAcceptance {
    private final References references;
    private final EnvelopeSigner signer;
    private final InstantSource clock;
    private final WireFormat<AcceptedNotice> urgent;
    private final WireFormat<AcceptedNotice> standard;
    private final WireFormat<StoredSectionKeys> sectionKeys;

    public NoticeAcceptance(References references, EnvelopeSigner signer, InstantSource clock, WireFormats formats) {
        this.references = references;
        this.signer = signer;
        this.clock = clock;
        this.urgent = formats.of(Topics.notices(Lane.URGENT), AcceptedNotice.class);
        this.standard = formats.of(Topics.notices(Lane.STANDARD), AcceptedNotice.class);
        this.sectionKeys = formats.of(Topics.SECTION_KEYS, StoredSectionKeys.class);
    }

    /** The lane that a priority travels on. */
    public static Lane laneOf(Priority priority) {
        return priority == Priority.IMMINENT || priority == Priority.URGENT ? Lane.URGENT : Lane.STANDARD;
    }

    public Publication accept(Verified verified) {
        IncidentNotice notice = verified.notice();
        SignedNotice envelope = verified.envelope();
        byte[] payloadSha256 = Sha256.of(Bytes.copy(envelope.getPayload()));
        AcceptanceReceipt receipt = receipt(notice, payloadSha256);
        AcceptedNotice accepted = AcceptedNotice.newBuilder()
                .setEnvelope(
                        new SignedEnvelope(envelope.getPayloadType(), envelope.getPayload(), envelope.getSignatures()))
                .setSubmitterId(notice.getSubmitterId())
                .setNoticeId(notice.getNoticeId())
                .setReference(receipt.reference())
                .setLane(receipt.lane())
                .setAcceptedAt(receipt.acceptedAt())
                .setReceiptId(receipt.receiptId())
                .setReceipt(signer.sign(MediaTypes.ACCEPTANCE_RECEIPT, receipt.toJson()))
                .build();
        return new Publication(accepted, sectionKeys(envelope, accepted, payloadSha256), noticeRecord(accepted));
    }

    private AcceptanceReceipt receipt(IncidentNotice notice, byte[] payloadSha256) {
        Instant acceptedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new AcceptanceReceipt(
                Identifiers.receiptId(notice.getSubmitterId(), notice.getNoticeId(), payloadSha256),
                notice.getSubmitterId(),
                notice.getNoticeId(),
                HexFormat.of().formatHex(payloadSha256),
                acceptedAt,
                references.of(notice.getSubmitterId(), notice.getIncidentKey()),
                laneOf(notice.getPriority()));
    }

    private ProducerRecord<String, byte[]> noticeRecord(AcceptedNotice accepted) {
        WireFormat<AcceptedNotice> format = accepted.getLane() == Lane.URGENT ? urgent : standard;
        return new ProducerRecord<>(
                Topics.notices(accepted.getLane()),
                null,
                accepted.getAcceptedAt().toEpochMilli(),
                accepted.getReference(),
                format.encode(accepted));
    }

    private Optional<ProducerRecord<String, byte[]>> sectionKeys(
            SignedNotice envelope, AcceptedNotice accepted, byte[] payloadSha256) {
        return Optional.ofNullable(envelope.getSectionKeys()).map(keys -> {
            StoredSectionKeys stored = StoredSectionKeys.newBuilder()
                    .setSubmitterId(accepted.getSubmitterId())
                    .setNoticeId(accepted.getNoticeId())
                    .setPayloadSha256(ByteBuffer.wrap(payloadSha256))
                    .setSealed(keys)
                    .build();
            String key =
                    Topics.sectionKeysKey(accepted.getSubmitterId(), accepted.getNoticeId(), accepted.getReceiptId());
            return new ProducerRecord<>(Topics.SECTION_KEYS, key, sectionKeys.encode(stored));
        });
    }
}
