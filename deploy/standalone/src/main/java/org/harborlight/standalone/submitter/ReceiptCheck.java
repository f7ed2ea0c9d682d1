package org.harborlight.standalone.submitter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.standalone.partner.JwkSet;

/**
 * An acceptance receipt and whether the exchange signed it.
 *
 * @param receipt the receipt
 * @param genuine whether a pinned key of the exchange signed it
 */
public record ReceiptCheck(AcceptanceReceipt receipt, boolean genuine) {
    private static final int MAX_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    public static ReceiptCheck of(byte[] dsseJson, JwkSet exchangeKeys, Instant at) {
        SignedEnvelope envelope = DsseJson.read(dsseJson, MAX_BYTES);
        byte[] payload = Bytes.copy(envelope.getPayload());
        boolean genuine = new EnvelopeVerifier(exchangeKeys.lookup())
                        .verify(MediaTypes.ACCEPTANCE_RECEIPT, payload, envelope.getSignatures(), at)
                instanceof SignatureCheck.Valid;
        return new ReceiptCheck(AcceptanceReceipt.fromJson(payload), genuine);
    }

    public List<String> lines() {
        return List.of(
                "accepted " + receipt.noticeId() + " at " + receipt.acceptedAt() + " on the " + receipt.lane()
                        + " lane",
                "receipt  " + receipt.receiptId()
                        + (genuine
                                ? ", signed by the exchange"
                                : ", NOT signed by a key of the exchange that is known here"),
                "note     " + AcceptanceReceipt.STATEMENT);
    }

    public ObjectNode toJson() {
        return JSON.createObjectNode()
                .put("noticeId", receipt.noticeId())
                .put("receiptId", receipt.receiptId())
                .put("acceptedAt", receipt.acceptedAt().toString())
                .put("lane", receipt.lane().toString())
                .put("receiptGenuine", genuine)
                .put("statement", AcceptanceReceipt.STATEMENT);
    }
}
