package org.harborlight.standalone.submitter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SectionKind;
import org.harborlight.standalone.partner.SectionRecords;

/**
 * What a field of a hand-written notice means and may hold, as its schema says: the one source of these words.
 *
 * @param doc what the schema says about the field
 * @param schema schema of its value
 */
public record FieldForm(String doc, Schema schema) {
    private static final String SECTIONS = "/sections/";

    /** The field at a JSON pointer; empty where a notice has no such field. */
    public static Optional<FieldForm> at(String pointer) {
        String path = pointer;
        FieldForm form = new FieldForm("", SpecificData.get().getSchema(IncidentNotice.class));
        if (pointer.startsWith(SECTIONS)) {
            String[] parts = pointer.substring(SECTIONS.length()).split("/", 2);
            Optional<Schema> section = section(parts[0]);
            if (section.isEmpty()) {
                return Optional.empty();
            }
            form = new FieldForm(section.get().getDoc(), section.get());
            path = parts.length == 1 ? "" : "/" + parts[1];
        }
        for (String name : Arrays.stream(path.split("/", -1)).skip(1).toList()) {
            Optional<FieldForm> next = form.member(name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            form = next.get();
        }
        return Optional.of(form);
    }

    /** The schema of what stands in a section, in plain text. */
    public static Schema sectionSchema(SectionKind kind) {
        return SpecificData.get().getSchema(SectionRecords.type(kind));
    }

    /** Why what stands at the pointer cannot be read, and what can. */
    static String explain(String pointer, boolean missing) {
        Optional<FieldForm> form = at(pointer);
        if (form.isEmpty()) {
            int end = Math.max(0, pointer.lastIndexOf('/'));
            String names =
                    at(pointer.substring(0, end)).map(FieldForm::expected).orElse("a notice");
            return pointer + ": no such field; expected is " + names;
        }
        String expected = form.get().expected();
        return pointer + (missing ? ": is missing; " : ": ") + "expected is " + expected + ". "
                + form.get().doc();
    }

    /** The forms a value may have, in words. */
    public String expected() {
        Schema type = type();
        return switch (type.getType()) {
            case ENUM -> "one of " + String.join(", ", symbols(type));
            case ARRAY ->
                type.getElementType().getType() == Schema.Type.ENUM
                        ? "a list of any of " + String.join(", ", symbols(type.getElementType()))
                        : "a list";
            case RECORD ->
                "an object with "
                        + type.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
            case LONG ->
                type.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        ? "a time in UTC like 2026-01-31T12:00:00Z"
                        : "a whole number";
            case INT -> "a whole number";
            case BOOLEAN -> "true or false";
            case BYTES -> "hex digits";
            case STRING, NULL, MAP, FIXED, FLOAT, DOUBLE, UNION -> "a text";
        };
    }

    /** The schema without the alternative null. */
    public Schema type() {
        return schema.getType() != Schema.Type.UNION
                ? schema
                : schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow();
    }

    private Optional<FieldForm> member(String name) {
        Schema type = type();
        return switch (type.getType()) {
            case RECORD ->
                Optional.ofNullable(type.getField(name)).map(field -> new FieldForm(field.doc(), field.schema()));
            case ARRAY -> Optional.of(new FieldForm(doc, type.getElementType()));
            case ENUM, LONG, INT, BOOLEAN, BYTES, STRING, NULL, MAP, FIXED, FLOAT, DOUBLE, UNION -> Optional.empty();
        };
    }

    private static List<String> symbols(Schema type) {
        return type.getEnumSymbols().stream()
                .filter(symbol -> !symbol.equals(type.getEnumDefault()))
                .toList();
    }

    private static Optional<Schema> section(String name) {
        return Arrays.stream(SectionKind.values())
                .filter(kind -> kind != SectionKind.UNSPECIFIED && kind.name().equals(name))
                .findFirst()
                .map(FieldForm::sectionSchema);
    }
}
