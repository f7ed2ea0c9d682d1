package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.connector.Deliveries;
import org.harborlight.connector.store.Formats;
import org.harborlight.connector.store.LaneId;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Tampering;
import org.harborlight.schemas.Tampering.Region;
import org.harborlight.schemas.TopicSpec;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;

/** The tamper matrix at the connector's border: a delivery with one other byte, or in another lane's topic, is never sent. */
final class DeliveryTamperTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-27T10:00:00Z");
    private static final LaneId LANE = new LaneId("police-de", Lane.STANDARD);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey processor = SigningKey.generate("delivery-a", RANDOM);
    private final SigningKey connector = SigningKey.generate("connector-a", RANDOM);
    private final Formats formats = formats();
    private final Directory directory = directory();

    @Test
    void shouldNameTheReasonOfTheRegion() {
        SignedEnvelope good = signed(LANE, processor);

        assertThat(Tampering.reasons(good, tampered -> verdict(LANE, tampered)))
                .isEqualTo(Map.of(
                        Region.PAYLOAD_TYPE, Set.of("wrong-payload-type"),
                        Region.PAYLOAD, Set.of("bad-signature"),
                        Region.KEY_ID, Set.of("unknown-key"),
                        Region.SIGNATURE, Set.of("bad-signature")));
        assertThat(verdict(LANE, good)).isEqualTo("genuine");
    }

    @Test
    void shouldNotSendWhatIsAddressedToAnotherPartnerOrLane() {
        assertThat(verdict(LANE, signed(new LaneId("police-ie", Lane.STANDARD), processor)))
                .isEqualTo("not-addressed");
        assertThat(verdict(LANE, signed(new LaneId("police-de", Lane.URGENT), processor)))
                .isEqualTo("not-addressed");
    }

    @Test
    void shouldNotSendWhatAConnectorSignedUnlessItIsABarePointer() {
        assertThat(verdict(LANE, signed(LANE, connector))).isEqualTo("wrong-signer");
    }

    @Test
    void shouldRefuseEveryOtherFraming() {
        byte[] record = envelopes().encode(signed(LANE, processor));
        DeliveryVerifier verifier = verifier(LANE);

        for (int at = 0; at < record.length; at++) {
            byte[] changed = record.clone();
            changed[at] ^= 1;
            assertThat(verifier.check(changed, WRITTEN)).as("byte %s", at).isInstanceOf(DeliveryCheck.Rejected.class);
        }
        assertThat(verifier.check(null, WRITTEN)).isEqualTo(new DeliveryCheck.Rejected("malformed"));
    }

    private SignedEnvelope signed(LaneId addressee, SigningKey key) {
        Delivery delivery =
                Deliveries.to(addressee.partnerId(), addressee.lane()).build();
        return new EnvelopeSigner(key)
                .sign(MediaTypes.DELIVERY, SingleObject.of(Delivery.class).encode(delivery));
    }

    private String verdict(LaneId lane, SignedEnvelope envelope) {
        return switch (verifier(lane).check(envelopes().encode(envelope), WRITTEN)) {
            case DeliveryCheck.Genuine _ -> "genuine";
            case DeliveryCheck.TooSoon _ -> "too-soon";
            case DeliveryCheck.Rejected rejected -> rejected.reason();
        };
    }

    private WireFormat<SignedEnvelope> envelopes() {
        return formats.envelopes(LANE.topic());
    }

    private DeliveryVerifier verifier(LaneId lane) {
        return new DeliveryVerifier(lane, formats, () -> directory, () -> WRITTEN.plus(Duration.ofHours(1)));
    }

    private static Formats formats() {
        AvroTrust.install();
        SchemaRegistry registry = new SchemaRegistry("mock://delivery-tamper", Map.of());
        for (TopicSpec spec : Topics.fixed(1, (short) 1)) {
            spec.valueSchema().ifPresent(schema -> registry.register(spec.subject(), schema));
        }
        Topics.forPartner(LANE.partnerId(), 1, (short) 1)
                .forEach(spec ->
                        registry.register(spec.subject(), spec.valueSchema().orElseThrow()));
        return new Formats(new WireFormats(registry));
    }

    private Directory directory() {
        SigningKey operator = SigningKey.generate("operator-a", RANDOM);
        DirectoryLoader loader = new DirectoryLoader(List.of(operator.publicEntry(Instant.EPOCH)), 1);
        ExchangeKeys keys = new ExchangeKeys(
                List.of(
                        new ExchangeKey(KeyPurpose.DELIVERY, processor.publicEntry(Instant.EPOCH)),
                        new ExchangeKey(KeyPurpose.CONNECTOR, connector.publicEntry(Instant.EPOCH))),
                List.of());
        loader.apply(DirectorySigner.sign(loader.current(), keys, WRITTEN, List.of(operator)));
        return loader.current();
    }
}
