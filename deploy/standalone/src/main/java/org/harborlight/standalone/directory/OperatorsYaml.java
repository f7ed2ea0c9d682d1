package org.harborlight.standalone.directory;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.OperatorKey;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.service.OperatorKeys;
import org.harborlight.standalone.partner.JwkSet;

/**
 * Who the operators are, as they keep it: how many must sign, and for each the file with its public key, as services are
 * configured with it (PEM, the file's name is the id) or as {@code keys show} prints it. Files are named from the YAML's folder.
 * Stateless.
 */
final class OperatorsYaml {
    private static final Set<String> FIELDS = Set.of("threshold", "keys");

    private OperatorsYaml() {}

    /** Throws {@link DecodeException} with a pointer, or with its cause where it is no YAML. */
    static Operators parse(Path file) {
        try {
            JsonNode tree = YamlFile.read(file);
            tree.fieldNames().forEachRemaining(name -> {
                if (!FIELDS.contains(name)) {
                    throw malformed("/" + name, "threshold or keys");
                }
            });
            if (!tree.path("threshold").canConvertToInt()) {
                throw malformed("/threshold", "how many of the keys must sign");
            }
            if (!tree.path("keys").isArray()) {
                throw malformed("/keys", "a list of files");
            }
            List<OperatorKey> keys = new ArrayList<>();
            for (JsonNode name : tree.path("keys")) {
                keys.add(key(file, name, "/keys/" + keys.size()));
            }
            keys.sort(Comparator.comparing(OperatorKey::getKeyId));
            return new Operators(tree.path("threshold").asInt(), keys);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static OperatorKey key(Path file, JsonNode name, String at) throws IOException {
        Path named = YamlFile.named(file, name).orElseThrow(() -> malformed(at, "there is no file " + name.asText()));
        List<PublicKeyEntry> keys = named.toString().endsWith(".pem") ? pem(named) : jwk(named, at);
        if (keys.size() != 1) {
            throw malformed(at, "one public key of a signing algorithm, with its id");
        }
        PublicKeyEntry key = keys.getFirst();
        return new OperatorKey(key.getKeyId(), key.getAlgorithm(), key.getPublicKey());
    }

    private static List<PublicKeyEntry> pem(Path file) {
        return OperatorKeys.read(List.of(file), new ArrayList<>());
    }

    private static List<PublicKeyEntry> jwk(Path file, String at) throws IOException {
        try {
            return JwkSet.parse(Files.readAllBytes(file)).keys();
        } catch (IllegalArgumentException notAKey) {
            throw malformed(at, "no public key, neither PEM nor as `keys show` prints it");
        }
    }

    private static DecodeException malformed(String pointer, String what) {
        return new DecodeException(DecodeException.MALFORMED, pointer, new IllegalArgumentException(what));
    }
}
