package org.harborlight.standalone.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.DecodeException;

/**
 * What a participant fills in, as YAML, in the words of the accession; its keys, its certificate identity and the date
 * come from elsewhere. Stateless.
 */
public final class AccessionForm {
    private static final Set<String> ENDPOINTS = Set.of("endpoint", "secondContact", "statusWebhook");

    private AccessionForm() {}

    /** What does not stand in the form. */
    public record Own(
            List<PublicKeyEntry> signingKeys,
            List<PublicKeyEntry> sealingKeys,
            List<TlsIdentity> tlsIdentities,
            Instant date) {}

    /** Throws {@link DecodeException} with a pointer where the form is not filled in as it must be. */
    public static Accession fill(Path form, Own own) {
        if (!(YamlFile.read(form) instanceof ObjectNode fields)) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        ENDPOINTS.forEach(name -> trust(fields.path(name), form, "/" + name + "/trustAnchorFile"));
        fields.set("signingKeys", array(own.signingKeys(), AvroJson::toJson));
        fields.set("sealingKeys", array(own.sealingKeys(), AvroJson::toJson));
        fields.set("tlsIdentities", array(own.tlsIdentities(), AvroJson::toJson));
        fields.put("date", own.date().toString());
        return AvroJson.fromJson(fields, Accession.class);
    }

    /** An endpoint may name a file of certificates, beside the form, instead of holding them. */
    private static void trust(JsonNode endpoint, Path form, String at) {
        if (endpoint instanceof ObjectNode fields
                && fields.path("trustAnchorFile").isTextual()) {
            JsonNode name = fields.remove("trustAnchorFile");
            Path file = YamlFile.named(form, name)
                    .orElseThrow(() -> new DecodeException(
                            DecodeException.MALFORMED,
                            at,
                            new IllegalArgumentException("there is no file " + name.asText())));
            fields.put("trustAnchorPem", YamlFile.text(file));
        }
    }

    private static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> json) {
        ArrayNode array = new YAMLMapper().createArrayNode();
        items.forEach(item -> array.add(json.apply(item)));
        return array;
    }
}
