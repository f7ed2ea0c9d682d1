package org.harborlight.schemas.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.codec.DecodeException;

/**
 * The rule table as counsel reads it: {@code {id, when: {harms, bases, priorities, flags, countries}, to: {kind}, release,
 * reason, source}}. Strict: an unknown word is refused, with where it stands.
 */
public final class RulesYaml {
    private static final Set<String> CONDITIONS = Set.of("harms", "bases", "priorities", "flags", "countries");

    private RulesYaml() {}

    public static RuleTable parse(String yaml) {
        try {
            JsonNode tree = new YAMLMapper().readTree(yaml);
            if (!(tree instanceof ObjectNode table) || !(table.get("rules") instanceof ArrayNode rules)) {
                throw new DecodeException(DecodeException.MALFORMED, "/rules", null);
            }
            for (int i = 0; i < rules.size(); i++) {
                flatten(rules.get(i), "/rules/" + i);
            }
            return AvroJson.fromJson(table, RuleTable.class);
        } catch (IOException notYaml) {
            throw new DecodeException(DecodeException.MALFORMED, notYaml);
        }
    }

    private static void flatten(JsonNode node, String at) {
        if (!(node instanceof ObjectNode rule)) {
            throw new DecodeException(DecodeException.MALFORMED, at, null);
        }
        if (rule.has("when")) {
            if (!(rule.remove("when") instanceof ObjectNode when)) {
                // Passed over, it would make a rule that always applies.
                throw new DecodeException(DecodeException.MALFORMED, at + "/when", null);
            }
            for (Iterator<String> names = when.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!CONDITIONS.contains(name)) {
                    throw new DecodeException(DecodeException.MALFORMED, at + "/when/" + name, null);
                }
            }
            rule.setAll(when);
        }
        if (!(rule.remove("to") instanceof ObjectNode to)
                || to.size() != 1
                || !to.path("kind").isTextual()) {
            throw new DecodeException(DecodeException.MALFORMED, at + "/to", null);
        }
        rule.set("recipientKind", to.get("kind"));
    }
}
