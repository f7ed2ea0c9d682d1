package org.harborlight.schemas.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.DecodeException;

/** Jurisdictions as a YAML list. A helpline's country is that of its jurisdiction unless it says otherwise. */
public final class JurisdictionsYaml {
    private JurisdictionsYaml() {}

    public static List<Jurisdiction> parse(String yaml) {
        try {
            JsonNode tree = new YAMLMapper().readTree(yaml);
            JsonNode list = tree.isArray() ? tree : tree.path("jurisdictions");
            if (!list.isArray()) {
                throw new DecodeException(DecodeException.MALFORMED, "/jurisdictions", null);
            }
            List<Jurisdiction> jurisdictions = new ArrayList<>();
            for (JsonNode node : list) {
                jurisdictions.add(AvroJson.fromJson(withCountries(node), Jurisdiction.class));
            }
            return jurisdictions;
        } catch (IOException notYaml) {
            throw new DecodeException(DecodeException.MALFORMED, notYaml);
        }
    }

    private static JsonNode withCountries(JsonNode jurisdiction) {
        if (jurisdiction.path("helplines") instanceof ArrayNode helplines) {
            for (JsonNode helpline : helplines) {
                if (helpline instanceof ObjectNode object && !object.has("country")) {
                    object.set("country", jurisdiction.path("country"));
                }
            }
        }
        return jurisdiction;
    }
}
