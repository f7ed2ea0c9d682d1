package org.harborlight.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.harborlight.standalone.pki.SecretFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a simulator remembers. */
class PushLogTest {
    private static final Told ONE = new Told("one", "case-1", "notice-1", "aa");
    private static final Told OTHER = new Told("other", "case-2", "notice-2", "bb");

    @TempDir
    private Path folder;

    @Test
    void shouldKeepALineForEachEntryAndGoOnInTheSameFile() throws IOException {
        Path file = folder.resolve("log/pushes.jsonl");
        List<Entry> told = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (PushLog log = new PushLog(Optional.of(file), told::add)) {
                log.add(entry(ONE, log.attempt(ONE), Mode.STORM, false));
                log.add(entry(ONE, log.attempt(ONE), Mode.OK, true));
            }
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(4);
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertThat(second.path("deliveryId").asText()).isEqualTo("one");
        assertThat(second.path("noticeId").asText()).isEqualTo("notice-1");
        assertThat(second.path("digest").asText()).isEqualTo("aa");
        assertThat(second.path("attempt").asInt()).isEqualTo(2);
        assertThat(second.path("honoured").asBoolean()).isTrue();
        assertThat(second.path("event").asText()).isEqualTo("delivery");
        assertThat(second.path("at").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(told).hasSize(4);
        assertThat(SecretFiles.isPrivate(file)).isTrue();
    }

    @Test
    void shouldTellWhatWasHonouredAndWhatOnlyCame() {
        PushLog log = new PushLog();
        log.add(entry(ONE, log.attempt(ONE), Mode.HANG, false));
        log.add(entry(OTHER, log.attempt(OTHER), Mode.OK, true));
        log.add(entry(OTHER, log.attempt(OTHER), Mode.STORM, false));
        assertThat(log.deliveries()).containsExactly("one", "other");
        assertThat(log.honoured()).containsExactly("other");
        assertThat(log.notices()).containsExactly("notice-2");
        assertThat(log.attempts("other")).isEqualTo(2);
        assertThat(log.attempts("never")).isZero();
        assertThat(log.outcomes())
                .containsEntry("hang", 1)
                .containsEntry("ok", 1)
                .containsEntry("storm", 1);
        assertThat(log.other("one").orElseThrow().digest()).isEqualTo("bb");
        assertThat(log.contradictory()).isEmpty();
    }

    @Test
    void shouldTellWhenOneIdComesWithTwoContents() {
        PushLog log = new PushLog();
        log.attempt(ONE);
        log.attempt(new Told("one", "case-1", "notice-1", "cc"));
        assertThat(log.contradictory()).containsExactly("one");
        assertThat(log.other("one")).isEmpty();
    }

    private static Entry entry(Told told, int attempt, Mode mode, boolean honoured) {
        return new Entry(Instant.EPOCH, Entry.Event.DELIVERY, mode, told, attempt, honoured, mode.text());
    }
}
