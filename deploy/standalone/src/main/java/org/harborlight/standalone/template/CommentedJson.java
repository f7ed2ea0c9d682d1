package org.harborlight.standalone.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.harborlight.schemas.SectionKind;
import org.harborlight.standalone.submitter.FieldForm;

/**
 * Writes a notice as JSON with comments: before each field what its schema says and which values it may have, and every
 * field that the notice leaves out as a comment to be uncommented. A record type is explained where it stands first.
 * For one document, one thread.
 */
final class CommentedJson {
    private static final String INDENT = "  ";
    private static final String SECTIONS = "sections";
    private static final Map<String, String> PLAIN_ONLY = Map.of(
            "of",
            "The identifier itself: it is digested on this machine and never sent. Replaces tokenKeyId and value.");

    private final Set<String> explained = new HashSet<>();

    /** The lines of a notice with its plain sections. */
    List<String> notice(ObjectNode notice, Schema schema) {
        List<String> body = members(notice, schema);
        body.addAll(Comments.of("What may identify someone: sealed, and released section by section."));
        body.addAll(member(SECTIONS, sections(notice.path(SECTIONS))));
        return braces("{", body, "}");
    }

    private List<String> sections(JsonNode present) {
        List<String> body = new ArrayList<>();
        for (SectionKind kind : SectionKind.values()) {
            if (kind == SectionKind.UNSPECIFIED) {
                continue;
            }
            Schema schema = FieldForm.sectionSchema(kind);
            JsonNode section = present.path(kind.name());
            body.addAll(Comments.of(schema.getDoc()));
            if (section instanceof ObjectNode object) {
                body.addAll(member(kind.name(), value(object, schema)));
            } else {
                body.addAll(Comments.out(member(kind.name(), value(example(schema), schema))));
            }
        }
        return braces("{", body, "}");
    }

    private List<String> value(JsonNode node, Schema schema) {
        Schema type = new FieldForm("", schema).type();
        if (node instanceof ObjectNode object) {
            return braces("{", members(object, type), "}");
        }
        if (node instanceof ArrayNode array && array.path(0).isObject()) {
            List<String> body = new ArrayList<>();
            array.forEach(element -> body.addAll(ended(value(element, type.getElementType()))));
            return braces("[", body, "]");
        }
        return List.of(node.toString());
    }

    private List<String> members(ObjectNode node, Schema schema) {
        boolean first = explained.add(schema.getFullName());
        List<String> lines = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            JsonNode present = node.get(field.name());
            if (field.name().equals(SECTIONS) || (present == null && !first)) {
                continue;
            }
            if (first) {
                lines.addAll(Comments.of(explanation(field)));
            }
            if (present != null) {
                lines.addAll(member(field.name(), value(present, field.schema())));
            } else {
                lines.addAll(Comments.out(member(field.name(), value(example(field.schema()), field.schema()))));
            }
        }
        for (Map.Entry<String, String> plain : PLAIN_ONLY.entrySet()) {
            JsonNode present = node.get(plain.getKey());
            if (present != null) {
                lines.addAll(Comments.of(plain.getValue()));
                lines.addAll(member(plain.getKey(), List.of(present.toString())));
            }
        }
        return lines;
    }

    private JsonNode example(Schema schema) {
        return Example.of(schema, explained);
    }

    private static String explanation(Schema.Field field) {
        FieldForm form = new FieldForm(field.doc(), field.schema());
        String expected = form.expected();
        boolean tells = !expected.equals("a text") && !expected.equals("a list") && !expected.startsWith("an object");
        return tells
                ? field.doc() + " " + Character.toUpperCase(expected.charAt(0)) + expected.substring(1) + "."
                : field.doc();
    }

    private static List<String> member(String name, List<String> value) {
        List<String> lines = new ArrayList<>(value);
        lines.set(0, "\"" + name + "\": " + lines.getFirst());
        return ended(lines);
    }

    private static List<String> ended(List<String> value) {
        List<String> lines = new ArrayList<>(value);
        lines.set(lines.size() - 1, lines.getLast() + ",");
        return lines;
    }

    private static List<String> braces(String open, List<String> body, String close) {
        List<String> lines = new ArrayList<>();
        lines.add(open);
        body.forEach(line -> lines.add(INDENT + line));
        lines.add(close);
        return lines;
    }
}
