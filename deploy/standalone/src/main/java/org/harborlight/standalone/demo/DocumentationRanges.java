package org.harborlight.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/**
 * The demo's geolocation data: a tiny file over the address ranges that RFC 5737 keeps for documentation, each put in a
 * country of the demo. No address of it exists.
 */
final class DocumentationRanges {
    private static final String FILE = "documentation-ranges.mmdb";
    private static final Map<String, String> PREFIXES = Map.of("IE", "192.0.2.0/24", "DE", "198.51.100.0/24");

    private DocumentationRanges() {}

    /** The prefix that the file puts in the country; the demo asks for no other than these. */
    static String prefixIn(String country) {
        return Objects.requireNonNull(PREFIXES.get(country), country);
    }

    static boolean covers(String country) {
        return PREFIXES.containsKey(country);
    }

    /** Copies the file out of the program. */
    static Path copyTo(Path folder) {
        Path file = folder.resolve(FILE);
        try (InputStream in = DocumentationRanges.class.getResourceAsStream("/samples/" + FILE)) {
            Files.copy(
                    Objects.requireNonNull(in, "the program lacks " + FILE), file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the demo's geolocation data", e);
        }
    }
}
