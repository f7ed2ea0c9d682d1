package org.harborlight.standalone.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.directory.Directory;

/**
 * How one entry would change the directory.
 *
 * @param added whether the directory has nothing of this subject yet
 * @param fields what changes, field by field; empty where it is added
 */
public record Change(String subject, boolean added, List<Field> fields) {
    public Change {
        fields = List.copyOf(fields);
    }

    /**
     * One value.
     *
     * @param at JSON pointer within the entry
     * @param before missing where there was none
     */
    public record Field(String at, JsonNode before, JsonNode after) {}

    /** Empty where the directory says the same already. */
    public static Optional<Change> of(Directory directory, SpecificRecord body) {
        Optional<SpecificRecord> now = Subjects.now(directory, body);
        if (now.isEmpty()) {
            return Optional.of(new Change(Subjects.of(body), true, List.of()));
        }
        List<Field> fields = new ArrayList<>();
        compare("", tree(now.get()), tree(body), fields);
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Change(Subjects.of(body), false, fields));
    }

    /** Whether two records say the same. Avro's own comparison fails on a time that may be absent, such as a key's end. */
    public static boolean same(SpecificRecord one, SpecificRecord other) {
        return one.getSchema().equals(other.getSchema()) && AvroJson.toJson(one).equals(AvroJson.toJson(other));
    }

    /** Operators by the ids of their keys, so that it is seen who comes and who goes. */
    private static JsonNode tree(SpecificRecord record) {
        ObjectNode tree = AvroJson.toJson(record);
        if (record instanceof Operators) {
            ObjectNode keys = tree.objectNode();
            tree.path("keys").forEach(key -> keys.set(key.path("keyId").asText(), key));
            tree.set("keys", keys);
        }
        return tree;
    }

    private static void compare(String at, JsonNode before, JsonNode after, List<Field> fields) {
        if (before.equals(after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            fields.add(new Field(at, before, after));
            return;
        }
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> compare(at + "/" + name, value(before, name), value(after, name), fields));
    }

    private static JsonNode value(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }
}
