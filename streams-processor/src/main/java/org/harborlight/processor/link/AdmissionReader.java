package org.harborlight.processor.link;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.harborlight.processor.error.RecordBounds;
import org.harborlight.processor.link.Reading.Understood;
import org.harborlight.processor.link.Reading.Unreadable;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of a notice topic in order: record → receipt signature → receipt fields → notice → values. Whoever can
 * write to the topic but holds no receipt key of the gateway gets a dead letter, never a case. Thread-safe.
 */
final class AdmissionReader {
    static final String MALFORMED_RECORD = "malformed-record";
    static final String BAD_RECEIPT = "bad-receipt";
    static final String RECEIPT_UNKNOWN_KEY = "receipt-unknown-key";
    static final String RECEIPT_MISMATCH = "receipt-mismatch";
    static final String UNKNOWN_SCHEMA = "unknown-schema";
    static final String MALFORMED_NOTICE = "malformed-notice";
    static final String NOTICE_MISMATCH = "notice-mismatch";
    static final String UNSPECIFIED_VALUE = "unspecified-value";

    private final WireFormat<AcceptedNotice> records;
    private final SingleObject<IncidentNotice> notices;
    private final Identifiers identifiers;

    AdmissionReader(WireFormat<AcceptedNotice> records, WriterSchemas writers, Identifiers identifiers) {
        this.records = records;
        this.notices = SingleObject.of(IncidentNotice.class, writers);
        this.identifiers = identifiers;
    }

    /** @param lane lane that the gateway must have put the notice on */
    Reading read(byte @Nullable [] value, Lane lane, Directory directory) {
        if (value == null) {
            return new Unreadable(MALFORMED_RECORD, null);
        }
        if (!RecordBounds.fits(value)) {
            return new Unreadable(RecordBounds.TOO_LARGE, null);
        }
        AcceptedNotice accepted;
        try {
            accepted = records.decode(value);
        } catch (DecodeException notARecord) {
            return new Unreadable(MALFORMED_RECORD, null);
        }
        Optional<String> fault = faultOfReceipt(accepted, lane, directory);
        return fault.isPresent() ? new Unreadable(fault.get(), accepted) : notice(accepted);
    }

    private static Optional<String> faultOfReceipt(AcceptedNotice accepted, Lane lane, Directory directory) {
        SignedEnvelope receipt = accepted.getReceipt();
        if (!MediaTypes.ACCEPTANCE_RECEIPT.equals(receipt.getPayloadType())) {
            return Optional.of(BAD_RECEIPT);
        }
        EnvelopeVerifier gateway = new EnvelopeVerifier(keyId -> directory.exchangeKey(KeyPurpose.RECEIPT, keyId));
        byte[] payload = Bytes.copy(receipt.getPayload());
        SignatureCheck check =
                gateway.verify(receipt.getPayloadType(), payload, receipt.getSignatures(), accepted.getAcceptedAt());
        return switch (check) {
            case SignatureCheck.Valid valid ->
                matches(payload, accepted, lane) ? Optional.empty() : Optional.of(RECEIPT_MISMATCH);
            case SignatureCheck.UnknownKey unknown -> Optional.of(RECEIPT_UNKNOWN_KEY);
            case SignatureCheck.KeyNotValid notValid -> Optional.of("receipt-key-not-valid");
            case SignatureCheck.BadSignature bad -> Optional.of(BAD_RECEIPT);
            case SignatureCheck.DuplicateKey twice -> Optional.of(BAD_RECEIPT);
            case SignatureCheck.NoSignature none -> Optional.of(BAD_RECEIPT);
            case SignatureCheck.TooManySignatures many -> Optional.of(BAD_RECEIPT);
        };
    }

    private static boolean matches(byte[] receiptJson, AcceptedNotice accepted, Lane lane) {
        try {
            AcceptanceReceipt receipt = AcceptanceReceipt.fromJson(receiptJson);
            return receipt.receiptId().equals(accepted.getReceiptId())
                    && receipt.submitterId().equals(accepted.getSubmitterId())
                    && receipt.noticeId().equals(accepted.getNoticeId())
                    && receipt.reference().equals(accepted.getReference())
                    && receipt.acceptedAt().truncatedTo(ChronoUnit.MILLIS).equals(accepted.getAcceptedAt())
                    && receipt.lane() == lane
                    && accepted.getLane() == lane
                    && receipt.payloadSha256()
                            .equals(Sha256.hex(Bytes.copy(accepted.getEnvelope().getPayload())));
        } catch (DecodeException notAReceipt) {
            return false;
        }
    }

    private Reading notice(AcceptedNotice accepted) {
        if (!MediaTypes.INCIDENT_NOTICE.equals(accepted.getEnvelope().getPayloadType())) {
            return new Unreadable(MALFORMED_NOTICE, accepted);
        }
        IncidentNotice notice;
        try {
            notice = notices.decode(accepted.getEnvelope().getPayload());
        } catch (DecodeException notANotice) {
            boolean unknown = DecodeException.UNKNOWN_SCHEMA.equals(notANotice.reason());
            return new Unreadable(unknown ? UNKNOWN_SCHEMA : MALFORMED_NOTICE, accepted);
        }
        if (!notice.getSubmitterId().equals(accepted.getSubmitterId())
                || !notice.getNoticeId().equals(accepted.getNoticeId())
                || !identifiers
                        .reference(notice.getSubmitterId(), notice.getIncidentKey())
                        .equals(accepted.getReference())) {
            return new Unreadable(NOTICE_MISMATCH, accepted);
        }
        return Unspecified.isIn(notice)
                ? new Unreadable(UNSPECIFIED_VALUE, accepted)
                : new Understood(accepted, notice);
    }
}
