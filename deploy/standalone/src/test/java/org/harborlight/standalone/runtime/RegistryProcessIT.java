package org.harborlight.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real registry in its own process: what it keeps, what it refuses, and that it ends. */
class RegistryProcessIT {
    private static final String ONE_FIELD = schema("a");
    private static final String OTHER_FIELD = schema("b");

    @TempDir
    private Path folder;

    @Test
    void shouldKeepSubjectsAndRefuseIncompatibleSchemasWhenRestarted() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            long first;
            try (RegistryProcess registry = RegistryProcess.start(folder, 0)) {
                first = registry.pid();
                assertThat(register(http, registry, ONE_FIELD).statusCode()).isEqualTo(200);
                assertThat(register(http, registry, OTHER_FIELD).statusCode()).isEqualTo(409);
            }
            assertThat(ProcessHandle.of(first)).isEmpty();
            try (RegistryProcess registry = RegistryProcess.start(folder, 0)) {
                assertThat(get(http, registry, "/subjects")).isEqualTo("[\"t-value\"]");
                assertThat(get(http, registry, "/config")).contains("FULL_TRANSITIVE");
                assertThat(register(http, registry, OTHER_FIELD).statusCode()).isEqualTo(409);
            }
        }
    }

    private static HttpResponse<String> register(HttpClient http, RegistryProcess registry, String schema)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/t-value/versions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(schema))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String get(HttpClient http, RegistryProcess registry, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(registry.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String schema(String field) {
        return "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":"
                + "[{\\\"name\\\":\\\"" + field + "\\\",\\\"type\\\":\\\"int\\\"}]}\"}";
    }
}
