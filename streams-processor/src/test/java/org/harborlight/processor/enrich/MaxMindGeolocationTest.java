package org.harborlight.processor.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a geolocation file says about prefixes: a country that exists, or unknown; never a guess. */
class MaxMindGeolocationTest {
    private static final Instant BUILT_AT = Instant.parse("2026-11-20T00:00:00Z");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, IE",
        "198.51.100.0/24, DE",
        "203.0.113.0/24, NL",
        "203.0.113.255, NL",
        "2001:db8:1::/48, IE",
        "2001:db8:2::/48, DE"
    })
    void shouldTellCountryWhenPrefixIsKnown(String prefix, String country) throws IOException {
        try (Geolocation geolocation = load(GeolocationFiles.DOCUMENTATION)) {
            assertThat(geolocation.country(prefix)).contains(country);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.3.0/24", "198.51.101.0/24", "2001:db8::/48", "2001:db8:3::/48", "::/48"})
    void shouldSayUnknownWhenPrefixIsNotInTheFile(String prefix) throws IOException {
        try (Geolocation geolocation = load(GeolocationFiles.DOCUMENTATION)) {
            assertThat(geolocation.country(prefix)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/24", "no address", "192.0.2/24", "example.org/24", "192.0.2.256/24"})
    void shouldSayUnknownWhenPrefixIsNoAddress(String prefix) throws IOException {
        try (Geolocation geolocation = load(GeolocationFiles.DOCUMENTATION)) {
            assertThat(geolocation.country(prefix)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A1", "EU", "XK", "ie", ""})
    void shouldSayUnknownWhenCodeIsNoCountry(String code) throws IOException {
        try (Geolocation geolocation = load(Map.of("192.0.2.0/24", code))) {
            assertThat(geolocation.country("192.0.2.0/24")).isEmpty();
        }
    }

    @Test
    void shouldBeTheSampleOfTheDemoWhenWrittenForTheDocumentationRanges() throws IOException {
        Path written = write(GeolocationFiles.DOCUMENTATION);

        assertThat(Path.of("../deploy/samples/documentation-ranges.mmdb")).hasSameBinaryContentAs(written);
    }

    @Test
    void shouldTellVersionAndAgeWhenFileIsLoaded() throws IOException {
        try (Geolocation geolocation = load(GeolocationFiles.DOCUMENTATION)) {
            assertThat(geolocation.builtAt()).contains(BUILT_AT);
            assertThat(geolocation.dataVersion()).contains("Documentation-Country/2026-11-20T00:00:00Z");
        }
    }

    @Test
    void shouldRefuseToLoadWhenFileIsMissingOrCutShort() throws IOException {
        Path file = write(GeolocationFiles.DOCUMENTATION);
        Path cut = directory.resolve("cut.mmdb");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(file), 1_000));

        assertThatThrownBy(() -> new MaxMindGeolocation(cut)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> new MaxMindGeolocation(directory.resolve("missing.mmdb")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void shouldKnowNothingWhenThereIsNoFile() {
        try (Geolocation geolocation = Geolocation.none()) {
            assertThat(geolocation.country("192.0.2.0/24")).isEmpty();
            assertThat(geolocation.dataVersion()).isEmpty();
            assertThat(geolocation.builtAt()).isEmpty();
        }
    }

    private Geolocation load(Map<String, String> codes) throws IOException {
        return new MaxMindGeolocation(write(codes));
    }

    private Path write(Map<String, String> codes) throws IOException {
        return GeolocationFiles.write(directory.resolve("documentation.mmdb"), BUILT_AT, codes);
    }
}
