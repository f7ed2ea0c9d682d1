package org.harborlight.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.harborlight.schemas.Channel;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.OtherVersions;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What another version of the schemas wrote can be read where that version is registered, and not elsewhere. */
final class OtherVersionsTest {
    private static final Schema NOW = IncidentNotice.getClassSchema();
    private static final Schema NEWER =
            OtherVersions.withSymbol(OtherVersions.withField(NOW, "venue"), "Channel", "HEADSET");
    private static final Schema OLDER = OtherVersions.withoutField(NOW, "service");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SchemaRegistry registry = new SchemaRegistry("mock://" + UUID.randomUUID(), Map.of());
    private final AtomicLong nanos = new AtomicLong();
    private final RegisteredSchemas schemas = new RegisteredSchemas(registry, PAUSE, nanos::get);
    private final SingleObject<IncidentNotice> notices = SingleObject.of(IncidentNotice.class, schemas);
    private final IncidentNotice notice = NoticeFixtures.extortion("acme", Instant.ofEpochMilli(1_700_000_000_000L))
            .setService("chat")
            .build();

    @Test
    void shouldReadWhatANewerVersionWroteWhenItIsRegistered() {
        register(NEWER);
        byte[] bytes = OtherVersions.singleObject(OtherVersions.of(notice, NEWER, record -> record.put("venue", "x")));

        assertThat(notices.decode(bytes)).isEqualTo(notice);
    }

    @Test
    void shouldReadASymbolThatIsNotKnownYetAsUnspecified() {
        register(NEWER);
        byte[] bytes = OtherVersions.singleObject(OtherVersions.of(
                notice,
                NEWER,
                record -> record.put(
                        "channel",
                        new GenericData.EnumSymbol(NEWER.getField("channel").schema(), "HEADSET"))));

        assertThat(notices.decode(bytes).getChannel()).isEqualTo(Channel.UNSPECIFIED);
    }

    @Test
    void shouldReadWhatAnOlderVersionWroteWhenItIsRegistered() {
        register(OLDER);
        byte[] bytes = OtherVersions.singleObject(OtherVersions.of(notice, OLDER, _ -> {}));

        assertThat(notices.decode(bytes))
                .isEqualTo(IncidentNotice.newBuilder(notice).setService(null).build());
    }

    @Test
    void shouldNotReadASchemaThatIsRegisteredUnderAnotherName() {
        registry.register(Topics.payloadSubject(NOW.getFullName()), KnownReference.getClassSchema());
        long fingerprint = SchemaNormalization.parsingFingerprint64(KnownReference.getClassSchema());

        assertThat(schemas.find(NOW.getFullName(), fingerprint)).isEmpty();
    }

    @Test
    void shouldAskForAnUnknownSchemaAgainOnlyAfterAPause() {
        byte[] bytes = OtherVersions.singleObject(OtherVersions.of(notice, NEWER, _ -> {}));
        assertUnknown(bytes);
        register(NEWER);

        assertUnknown(bytes);
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(notices.decode(bytes)).isEqualTo(notice);
    }

    @Test
    void shouldNotCallASchemaUnknownWhenTheRegistryCannotBeAsked() {
        SchemaRegistry nowhere = new SchemaRegistry("http://127.0.0.1:1", Map.of());
        RegisteredSchemas cannotTell = new RegisteredSchemas(nowhere, PAUSE, nanos::get);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> cannotTell.find(NOW.getFullName(), 1)).isInstanceOf(SchemaRegistryException.class);
        }
    }

    @Test
    @Timeout(30)
    void shouldHoldOnlyTheOneWhoAsksWhenTheRegistryFailed() throws Exception {
        try (UnwellRegistry unwell = new UnwellRegistry()) {
            RegisteredSchemas asked =
                    new RegisteredSchemas(new SchemaRegistry(unwell.url(), Map.of()), Duration.ZERO, nanos::get);
            assertThatThrownBy(() -> asked.find(NOW.getFullName(), 1)).isInstanceOf(SchemaRegistryException.class);

            unwell.hang();
            Thread held = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(() -> asked.find(NOW.getFullName(), 1))
                            .isInstanceOf(SchemaRegistryException.class));
            unwell.awaitRequest();
            assertThatThrownBy(() -> asked.find(NOW.getFullName(), 2)).isInstanceOf(SchemaRegistryException.class);
            assertThat(held.isAlive()).isTrue();

            unwell.release();
            held.join();
        }
    }

    @Test
    void shouldSayWhatToDoWhenTheSchemaOfThisVersionIsNotRegistered() {
        WireFormats formats = new WireFormats(registry);

        assertThatThrownBy(() -> formats.of(Topics.OUTCOMES, KnownReference.class))
                .isInstanceOf(SchemaNotRegisteredException.class)
                .hasMessageContaining("harborlight.outcomes-value")
                .hasMessageContaining("KnownReference")
                .hasMessageContaining("run init of this version first");
    }

    private void register(Schema schema) {
        registry.register(Topics.payloadSubject(NOW.getFullName()), schema);
    }

    private void assertUnknown(byte[] bytes) {
        assertThatThrownBy(() -> notices.decode(bytes))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(DecodeException.UNKNOWN_SCHEMA));
    }
}
