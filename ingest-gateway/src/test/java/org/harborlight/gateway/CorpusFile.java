package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.gateway.verify.EnvelopeForm;

/**
 * A file of the public corpus of submissions.
 *
 * @param problem that the corpus expects; empty where it expects acceptance
 */
public record CorpusFile(Path path, String problem) {
    private static final Path FOLDER = Path.of("../schemas/src/test/resources/corpus");

    /** All of them, those that are valid last: whoever sends the others before is no hindrance. */
    public static List<CorpusFile> all() throws IOException {
        List<CorpusFile> files = Stream.concat(in("invalid"), in("valid")).toList();
        assertThat(files).hasSizeGreaterThan(60);
        return files;
    }

    private static Stream<CorpusFile> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files
                    .sorted()
                    .map(file -> {
                        int end = file.getFileName().toString().indexOf("--");
                        assertThat(end >= 0).as("%s", file).isEqualTo(folder.equals("invalid"));
                        return new CorpusFile(
                                file,
                                end < 0 ? "" : file.getFileName().toString().substring(0, end));
                    })
                    .toList()
                    .stream();
        }
    }

    public EnvelopeForm form() {
        return path.toString().endsWith(".json") ? EnvelopeForm.JSON : EnvelopeForm.AVRO;
    }

    public byte[] bytes() throws IOException {
        return Files.readAllBytes(path);
    }
}
