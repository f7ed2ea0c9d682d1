package org.harborlight.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.junit.jupiter.api.Test;

class CodecTest {
    private final SingleObject<IncidentNotice> notices = SingleObject.of(IncidentNotice.class);
    private final IncidentNotice notice = NoticeFixtures.extortion("acme", Instant.ofEpochMilli(1_700_000_000_000L))
            .build();

    @Test
    void shouldReadBackWhatItWrote() {
        assertThat(notices.decode(notices.encode(notice))).isEqualTo(notice);
    }

    @Test
    void shouldRefuseTrailingBytes() {
        byte[] bytes = notices.encode(notice);

        assertReason(() -> notices.decode(Arrays.copyOf(bytes, bytes.length + 1)), DecodeException.TRAILING_BYTES);
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = notices.encode(notice);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> notices.decode(cut)).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void shouldRefuseAnUnknownFingerprint() {
        byte[] bytes = notices.encode(notice);
        bytes[5] ^= 1;

        assertReason(() -> notices.decode(bytes), DecodeException.UNKNOWN_SCHEMA);
    }

    @Test
    void shouldRefuseALengthThatClaimsTooMuch() {
        byte[] header = Arrays.copyOf(notices.encode(notice), 10);
        byte[] hostile = Arrays.copyOf(header, 16);
        Arrays.fill(hostile, 10, 14, (byte) 0xff);
        hostile[14] = 0x7f;

        assertThatThrownBy(() -> notices.decode(hostile)).isInstanceOf(DecodeException.class);
    }

    @Test
    void shouldUseTheConfluentWireFormatWhenWritingToATopic() {
        try (SchemaRegistry registry = new SchemaRegistry("mock://codec-test", Map.of())) {
            String topic = Topics.references(Lane.URGENT);
            Schema schema = KnownReference.getClassSchema();
            int id = registry.register(Topics.subject(topic), schema);
            WireFormat<KnownReference> format = new WireFormats(registry).of(topic, KnownReference.class);
            KnownReference reference = new KnownReference("r", "k");

            byte[] bytes = format.encode(reference);

            assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, id >> 24, id >> 16, id >> 8, id);
            assertThat(format.decode(bytes)).isEqualTo(reference);
            assertReason(() -> format.decode(Arrays.copyOf(bytes, bytes.length + 1)), DecodeException.TRAILING_BYTES);
            byte[] unknown = bytes.clone();
            unknown[1] = 0x7f;
            assertReason(() -> format.decode(unknown), DecodeException.UNKNOWN_SCHEMA);
        }
    }

    @Test
    void shouldReadBackJsonAndPointAtWhatIsWrong() {
        assertThat(AvroJson.fromJson(AvroJson.toJson(notice), IncidentNotice.class))
                .isEqualTo(notice);

        var unknownField = AvroJson.toJson(notice).put("picture", "x");
        assertThatThrownBy(() -> AvroJson.fromJson(unknownField, IncidentNotice.class))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.pointer()).isEqualTo("/picture"));
    }

    @Test
    void shouldWriteTheJsonOfTheTree() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(written)) {
            AvroJson.write(json, notice);
        }

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(AvroJson.toJson(notice).toString());
    }

    private static void assertReason(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
