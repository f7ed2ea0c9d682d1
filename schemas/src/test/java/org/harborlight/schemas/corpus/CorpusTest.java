package org.harborlight.schemas.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The public corpus is what its generator makes. To make it anew: {@code mvn test -pl schemas -Dtest=CorpusTest
 * -Dharborlight.corpus.write=true}.
 */
final class CorpusTest {
    private static final Path FOLDER = Path.of("src/test/resources/corpus");

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldHoldExactlyWhatTheGeneratorMakes() throws IOException {
        Map<String, byte[]> made = Corpus.files();
        if (Boolean.getBoolean("harborlight.corpus.write")) {
            write(made);
        }

        assertThat(present()).isEqualTo(made.keySet());
        for (Map.Entry<String, byte[]> file : made.entrySet()) {
            assertThat(Files.readAllBytes(FOLDER.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    private static Set<String> present() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .filter(file -> !file.equals("README.md"))
                    .collect(Collectors.toSet());
        }
    }

    private static void write(Map<String, byte[]> made) throws IOException {
        for (Map.Entry<String, byte[]> file : made.entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
