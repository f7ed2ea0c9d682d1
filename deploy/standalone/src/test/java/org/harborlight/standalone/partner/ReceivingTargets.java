package org.harborlight.standalone.partner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.submitter.ReceiptCheck;

/** What a participant's program reads of what comes in the exchange's name, for fuzzing. */
public final class ReceivingTargets {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey key = SigningKey.generate("delivery-1", RANDOM);
    private final JwkSet keys = new JwkSet(List.of(
            key.publicEntry(Instant.EPOCH),
            SigningKey.generate(KeyAlgorithm.ECDSA_P256, "receipt-1", RANDOM).publicEntry(Instant.EPOCH),
            SigningKey.generate(KeyAlgorithm.ML_DSA_65, "receipt-2", RANDOM).publicEntry(Instant.EPOCH),
            SealingKey.generate("sealing-1", RANDOM).publicEntry(Instant.EPOCH)));

    private ReceivingTargets() {}

    public static List<ParserTarget> all() {
        return new ReceivingTargets().targets();
    }

    private List<ParserTarget> targets() {
        DeliveryVerifier deliveries = new DeliveryVerifier(keys.lookup(), Optional.of("desk"));
        WebhookSignature webhooks = new WebhookSignature(List.of(VerificationKey.of(key.publicEntry(Instant.EPOCH))));
        String delivery = delivery();
        String page = "{\"deliveries\":[" + delivery + "],\"cursor\":\"x\"}";
        return List.of(
                new ParserTarget(
                        "jwk-set",
                        List.of(keys.toJson(), utf8("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"\"}]}")),
                        ParserTarget.expecting(
                                IllegalArgumentException.class,
                                bytes -> JwkSet.parse(bytes).lookup().find("delivery-1"))),
                new ParserTarget("delivery", List.of(utf8(delivery)), bytes -> deliveries.verify(bytes, NOW)),
                new ParserTarget(
                        "inbox-page",
                        List.of(utf8(page), page.getBytes(StandardCharsets.UTF_16BE), utf8("{\"cursor\":\"\"}")),
                        ParserTarget.expecting(DecodeException.class, InboxPage::parse)),
                new ParserTarget(
                        "acceptance-receipt",
                        List.of(receipt()),
                        ParserTarget.expecting(
                                DecodeException.class,
                                bytes -> ReceiptCheck.of(bytes, keys, NOW).lines())),
                ParserTarget.ofText(
                        "webhook-signature",
                        text -> webhooks.valid("id", text.lines().findFirst().orElse(""), text, utf8(text), NOW),
                        NOW.getEpochSecond() + "\n v1a,AAAA v1a,=",
                        "-9223372036854775808",
                        "31556889864403199"));
    }

    private String delivery() {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.putObject("delivery").put("deliveryId", "d-1");
        body.putArray("sectionKeys")
                .addObject()
                .put("submitterId", "platform-a")
                .put("noticeId", "n")
                .put("receiptId", "r")
                .put("recipientKeyId", "sealing-1")
                .put("encapsulatedKey", "AAAA")
                .put("ciphertext", "AAAA");
        body.set("envelope", DsseJson.tree(new EnvelopeSigner(key).sign(MediaTypes.DELIVERY, new byte[16])));
        return body.toString();
    }

    private byte[] receipt() {
        byte[] payload = new AcceptanceReceipt("r", "platform-a", "n", "00", NOW, "reference", Lane.URGENT).toJson();
        return DsseJson.write(new EnvelopeSigner(key).sign(MediaTypes.ACCEPTANCE_RECEIPT, payload));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
