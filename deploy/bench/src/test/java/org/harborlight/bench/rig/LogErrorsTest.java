package org.harborlight.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogErrorsTest {
    @Test
    void shouldCountWhatServicesComplainOf(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("processor.log"), """
            2026-11-28T16:25:35.091Z ERROR [main] AdmitProcessor alarm: one notice id, two contents
            2026-11-28T16:25:35.100Z WARN  [main] Sender no ERROR, a warning
            2026-11-28T16:25:35.177Z ERROR [main] AdmitProcessor alarm: one notice id, two contents
            """);
        Files.writeString(folder.resolve("gateway.log"), "2026-11-28T16:25:35.091Z INFO  [main] ServiceMain ready\n");

        assertThat(LogErrors.in(folder)).isEqualTo(Map.of("processor.log", 2L));
        assertThat(LogErrors.in(folder.resolve("none"))).isEmpty();
    }
}
