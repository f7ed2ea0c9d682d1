package org.harborlight.standalone.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.harborlight.schemas.codec.DecodeException;

/** Reads the YAML files that people write, and the files that those name. Stateless. */
final class YamlFile {
    private YamlFile() {}

    /** Throws {@link DecodeException} with its cause where it is no YAML. */
    static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(text(file));
        } catch (JsonProcessingException notYaml) {
            throw new DecodeException(DecodeException.MALFORMED, notYaml);
        }
    }

    /** Throws {@link DecodeException} where it is no text. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException notUtf8) {
            throw new DecodeException(
                    DecodeException.MALFORMED, "/", new IllegalArgumentException("not text in UTF-8", notUtf8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The file that one names, from its own folder; empty where there is none, or it is no name. */
    static Optional<Path> named(Path by, JsonNode name) {
        try {
            return name.isTextual()
                    ? Optional.of(by.resolveSibling(name.asText())).filter(Files::isRegularFile)
                    : Optional.empty();
        } catch (InvalidPathException noName) {
            return Optional.empty();
        }
    }
}
