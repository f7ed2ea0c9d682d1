package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceMainTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void shouldEndWithZeroWhenTheServiceEnds() throws IOException {
        assertThat(run(_ -> () -> {}, file())).isEqualTo(ServiceMain.OK);
    }

    @Test
    void shouldEndWithTwoAndListAllProblemsWhenTheConfigurationIsRefused() throws IOException {
        int code = run(
                _ -> {
                    throw new ConfigurationException(List.of("a: missing", "b: unknown key"));
                },
                file());

        assertThat(code).isEqualTo(ServiceMain.BAD_CONFIGURATION);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("a: missing")
                .contains("b: unknown key");
    }

    @Test
    void shouldEndWithOneWhenTheServiceCannotStart() throws IOException {
        int code = run(
                _ -> {
                    throw new IllegalStateException("no broker");
                },
                file());

        assertThat(code).isEqualTo(ServiceMain.FAULT);
    }

    @Test
    void shouldEndWithTwoWhenThereIsNoConfigurationFile() {
        assertThat(run(_ -> () -> {})).isEqualTo(ServiceMain.BAD_CONFIGURATION);
        assertThat(run(_ -> () -> {}, folder.resolve("none").toString())).isEqualTo(ServiceMain.BAD_CONFIGURATION);
    }

    private String file() throws IOException {
        return Files.writeString(folder.resolve("service.properties"), "").toString();
    }

    private int run(Function<Path, AutoCloseable> start, String... args) {
        return ServiceMain.run(
                "test", args, start, new PrintStream(errors, true, StandardCharsets.UTF_8), _ -> new CountDownLatch(0));
    }
}
