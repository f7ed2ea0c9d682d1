package org.harborlight.standalone.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.AccessionRule;
import org.harborlight.schemas.directory.AccessionSigner;
import org.harborlight.schemas.envelope.DsseJson;

/**
 * A participant as operators keep it: {@code accession} names the file that the participant signed, and every other
 * field takes the place of what was asked there, {@code status} first of all. {@code revoked} gives the time since when
 * a key is revoked, by key id. Nothing is repeated that the participant signed. Stateless.
 */
final class ParticipantYaml {
    private static final int MOST_BYTES = 256 * 1024;
    private static final String ACCESSION = "accession";
    private static final String REVOKED = "revoked";

    private ParticipantYaml() {}

    /** Throws {@link DecodeException} with a pointer, or with its cause where it is no YAML. */
    static Participant parse(Path file) {
        try {
            JsonNode tree = YamlFile.read(file);
            if (!(tree instanceof ObjectNode fields) || !fields.path(ACCESSION).isTextual()) {
                throw malformed("/" + ACCESSION, "the name of the file that the participant signed");
            }
            SignedEnvelope envelope = accession(file, fields.remove(ACCESSION));
            Accession accession = AccessionRule.always()
                    .read(envelope)
                    .orElseThrow(() -> malformed("/" + ACCESSION, "the file holds no accession"));
            JsonNode revoked = fields.remove(REVOKED);
            Participant entry = decided(AccessionSigner.asked(accession, envelope), fields);
            entry.setAccession(envelope);
            if (revoked != null) {
                revoked.properties().forEach(key -> revoke(entry, key));
            }
            return asSigned(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Times are signed to the millisecond, however finely they were written. */
    private static Participant asSigned(Participant entry) {
        SingleObject<Participant> format = SingleObject.of(Participant.class);
        return format.decode(format.encode(entry));
    }

    private static SignedEnvelope accession(Path file, JsonNode name) throws IOException {
        Path named = YamlFile.named(file, name)
                .orElseThrow(() -> malformed("/" + ACCESSION, "there is no file " + name.asText()));
        return DsseJson.read(Files.readAllBytes(named), MOST_BYTES);
    }

    private static Participant decided(Participant asked, ObjectNode decisions) {
        ObjectNode all = AvroJson.toJson(asked);
        all.remove(ACCESSION);
        merge(all, decisions);
        return AvroJson.fromJson(all, Participant.class);
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode value) {
                merge(inner, value);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void revoke(Participant entry, Map.Entry<String, JsonNode> key) {
        String at = "/" + REVOKED + "/" + key.getKey();
        boolean known = false;
        for (PublicKeyEntry listed : entry.getSigningKeys()) {
            known |= revoke(listed, key, at);
        }
        for (PublicKeyEntry listed : entry.getSealingKeys()) {
            known |= revoke(listed, key, at);
        }
        if (!known) {
            throw malformed(at, "the participant has no such key");
        }
    }

    private static boolean revoke(PublicKeyEntry listed, Map.Entry<String, JsonNode> key, String at) {
        if (!listed.getKeyId().equals(key.getKey())) {
            return false;
        }
        try {
            listed.setRevokedAt(Instant.parse(key.getValue().asText()));
        } catch (DateTimeParseException notATime) {
            throw malformed(at, "a time such as 2026-11-27T00:00:00Z");
        }
        return true;
    }

    private static DecodeException malformed(String pointer, String what) {
        return new DecodeException(DecodeException.MALFORMED, pointer, new IllegalArgumentException(what));
    }
}
