package org.harborlight.connector.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Tampering;
import org.harborlight.schemas.Tampering.Region;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;

/** The tamper matrix of receipts that partners sign: one other byte, or one about something else, settles nothing. */
final class PartnerReceiptTamperTest {
    static {
        AvroTrust.install();
    }

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final PushRequest.Item ITEM = new PushRequest.Item("d-1", "ab12");

    private final SigningKey key = SigningKey.generate("partner-a", new SecureRandom());
    private final Participant partner = Participant.newBuilder()
            .setParticipantId("police-de")
            .setName("Police")
            .setKind(StakeholderKind.LAW_ENFORCEMENT)
            .setStatus(ParticipantStatus.ACTIVE)
            .setSubmits(false)
            .setReceives(true)
            .setSigningKeys(List.of(key.publicEntry(Instant.EPOCH)))
            .setReceiptsSigned(true)
            .setReleaseProfile(new ReleaseProfile(List.of(), false))
            .build();

    @Test
    void shouldNameTheReasonOfTheRegion() {
        SignedEnvelope good = receipt("d-1", "police-de", "ab12", NOW.toString());

        assertThat(Tampering.reasons(good, this::verdict))
                .isEqualTo(Map.of(
                        Region.PAYLOAD_TYPE, Set.of("receipt-wrong-type"),
                        Region.PAYLOAD, Set.of("receipt-bad-signature"),
                        Region.KEY_ID, Set.of("receipt-unknown-key"),
                        Region.SIGNATURE, Set.of("receipt-bad-signature")));
        assertThat(verdict(good)).isEqualTo("holds");
    }

    @Test
    void shouldNotSettleByWhatIsSignedButAboutSomethingElse() {
        String now = NOW.toString();

        assertThat(verdict(receipt("d-2", "police-de", "ab12", now))).isEqualTo("receipt-other-delivery");
        assertThat(verdict(receipt("d-1", "police-ie", "ab12", now))).isEqualTo("receipt-other-partner");
        assertThat(verdict(receipt("d-1", "police-de", "ab13", now))).isEqualTo("receipt-other-digest");
        assertThat(verdict(receipt("d-1", "police-de", "ab12", "2026-11-27T11:00:00Z")))
                .isEqualTo("receipt-from-the-future");
        assertThat(verdict(receipt("d-1", "police-de", "ab12", "now"))).isEqualTo("receipt-malformed");
        assertThat(judged(JsonNodeFactory.instance.objectNode())).isEqualTo("receipt-unsigned");
    }

    private SignedEnvelope receipt(String deliveryId, String partnerId, String digest, String at) {
        String payload = JsonNodeFactory.instance
                .objectNode()
                .put("deliveryId", deliveryId)
                .put("partnerId", partnerId)
                .put("digest", digest)
                .put("at", at)
                .toString();
        return new EnvelopeSigner(key).sign(MediaTypes.PARTNER_RECEIPT, payload.getBytes(StandardCharsets.UTF_8));
    }

    private String verdict(SignedEnvelope receipt) {
        return judged(JsonNodeFactory.instance.objectNode().set("receipt", DsseJson.tree(receipt)));
    }

    private String judged(ObjectNode echo) {
        return switch (PartnerReceipts.judge(echo, ITEM, partner, NOW)) {
            case PartnerReceipts.Judgement.Holds _ -> "holds";
            case PartnerReceipts.Judgement.DoesNot not -> not.reason();
        };
    }
}
