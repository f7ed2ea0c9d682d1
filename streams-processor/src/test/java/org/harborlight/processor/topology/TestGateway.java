package org.harborlight.processor.topology;

import java.security.SecureRandom;
import java.time.Instant;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.AcceptanceReceipt;

/** Accepts notices as the gateway does: signed by their submitter, with a signed acceptance receipt. */
public final class TestGateway {
    private static final SingleObject<IncidentNotice> NOTICES = SingleObject.of(IncidentNotice.class);

    private final TestExchange exchange;
    private final SigningKey submitterKey = SigningKey.generate("submitter-1", new SecureRandom());

    public TestGateway(TestExchange exchange) {
        this.exchange = exchange;
    }

    public AcceptedNotice accept(IncidentNotice notice, Lane lane, Instant at) {
        return accept(NOTICES.encode(notice), notice, lane, at);
    }

    /** Accepts a payload that need not be what the notice says. */
    public AcceptedNotice accept(byte[] payload, IncidentNotice notice, Lane lane, Instant at) {
        String reference = exchange.identifiers.reference(notice.getSubmitterId(), notice.getIncidentKey());
        byte[] digest = Sha256.of(payload);
        String receiptId = Identifiers.receiptId(notice.getSubmitterId(), notice.getNoticeId(), digest);
        AcceptanceReceipt receipt = new AcceptanceReceipt(
                receiptId, notice.getSubmitterId(), notice.getNoticeId(), Sha256.hex(payload), at, reference, lane);
        return AcceptedNotice.newBuilder()
                .setEnvelope(new EnvelopeSigner(submitterKey).sign(MediaTypes.INCIDENT_NOTICE, payload))
                .setSubmitterId(notice.getSubmitterId())
                .setNoticeId(notice.getNoticeId())
                .setReference(reference)
                .setLane(lane)
                .setAcceptedAt(at)
                .setReceiptId(receiptId)
                .setReceipt(sign(receipt, exchange.receiptKey))
                .build();
    }

    public SignedEnvelope sign(AcceptanceReceipt receipt, SigningKey key) {
        return new EnvelopeSigner(key).sign(MediaTypes.ACCEPTANCE_RECEIPT, receipt.toJson());
    }
}
