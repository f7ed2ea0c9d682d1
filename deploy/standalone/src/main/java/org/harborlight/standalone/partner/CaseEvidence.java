package org.harborlight.standalone.partner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.NoticeOrigin;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.Sha256;
import org.harborlight.schemas.envelope.SignatureCheck;

/**
 * Works out, offline, what a saved delivery proves: who said what, when, and that it is unchanged. Says as plainly what
 * it does not prove.
 */
public final class CaseEvidence {
    private final Optional<JwkSet> submitterKeys;
    private final List<String> verified = new ArrayList<>();
    private final List<String> notVerified = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /** Takes the keys of submitters, where the verifier has them from elsewhere. */
    public CaseEvidence(Optional<JwkSet> submitterKeys) {
        this.submitterKeys = submitterKeys;
    }

    /** Findings in words; the delivery stands when nothing is wrong. */
    public record Findings(List<String> verified, List<String> notVerified, List<String> wrong) {
        public boolean stands() {
            return wrong.isEmpty();
        }
    }

    public Findings of(DeliveryCheck check) {
        switch (check) {
            case DeliveryCheck.Refused(String reason) -> wrong.add("the delivery itself: " + reason);
            case DeliveryCheck.Genuine genuine -> examine(genuine);
        }
        return new Findings(List.copyOf(verified), List.copyOf(notVerified), List.copyOf(wrong));
    }

    private void examine(DeliveryCheck.Genuine genuine) {
        Delivery delivery = genuine.delivery();
        verified.add("the exchange signed delivery " + delivery.getDeliveryId() + " for " + delivery.getPartnerId()
                + " with key " + String.join(", ", genuine.signedBy()) + "; SHA-256 " + genuine.digest());
        verified.add("the readable part says what the signed bytes say");
        for (SharedNotice notice : delivery.getNotices()) {
            examine(notice);
        }
        notVerified.add("that no later version of the case exists: ask the exchange");
        notVerified.add("that the exchange's keys are the exchange's: compare the keys file with what it publishes");
    }

    private void examine(SharedNotice notice) {
        NoticeOrigin origin = notice.getOrigin();
        byte[] digest = Bytes.copy(origin.getPayloadSha256());
        String name = "notice " + origin.getNoticeId();
        String receiptId = Identifiers.receiptId(origin.getSubmitterId(), origin.getNoticeId(), digest);
        if (receiptId.equals(origin.getReceiptId())) {
            verified.add(name + ": the exchange states that " + origin.getSubmitterId() + " signed it with key "
                    + origin.getKeyId() + " and that it was accepted at " + origin.getAcceptedAt() + " as receipt "
                    + receiptId + ", which stands for exactly the payload "
                    + HexFormat.of().formatHex(digest));
        } else {
            wrong.add(name + ": receipt " + origin.getReceiptId() + " does not stand for its payload");
        }
        SignedEnvelope envelope = notice.getEnvelope();
        if (envelope == null) {
            notVerified.add(
                    name + ": the submitter's own signature, because its envelope is not part of this delivery");
        } else {
            examine(name, origin, digest, envelope);
        }
    }

    private void examine(String name, NoticeOrigin origin, byte[] digest, SignedEnvelope envelope) {
        byte[] payload = Bytes.copy(envelope.getPayload());
        if (!java.util.Arrays.equals(Sha256.of(payload), digest)) {
            wrong.add(name + ": the envelope is not the one the exchange accepted");
            return;
        }
        verified.add(name + ": the submitter's envelope is enclosed, unchanged");
        if (submitterKeys.isEmpty()) {
            notVerified.add(name + ": the submitter's own signature, because no submitter keys were given");
            return;
        }
        Instant at = origin.getAcceptedAt();
        if (new EnvelopeVerifier(submitterKeys.get().lookup())
                        .verify(envelope.getPayloadType(), payload, envelope.getSignatures(), at)
                instanceof SignatureCheck.Valid(List<String> keyIds)) {
            verified.add(name + ": " + origin.getSubmitterId() + " signed it itself, key " + String.join(", ", keyIds));
        } else {
            wrong.add(name + ": the submitter's signature does not verify");
        }
    }
}
