package org.harborlight.e2e;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.ChildVictimSection;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SectionKind;

/**
 * A section of each kind with every field filled, by its schema: a canary in each text, a time of one second long past in each
 * time. A field of a type that cannot be filled so is an error, so that none is forgotten.
 */
final class PlantedSections {
    private static final Instant LONG_AGO = Instant.ofEpochMilli(1_311_073_100_000L);

    private PlantedSections() {}

    static Map<SectionKind, SpecificRecord> all() {
        Map<SectionKind, SpecificRecord> sections = new EnumMap<>(SectionKind.class);
        for (SectionKind kind : SectionKind.values()) {
            if (kind != SectionKind.UNSPECIFIED) {
                sections.put(kind, (SpecificRecord) record(kind.name(), schema(kind)));
            }
        }
        return sections;
    }

    /** Every text that is planted in a section. */
    static Set<String> words() {
        Set<String> words = new TreeSet<>();
        all().values().forEach(section -> words(section, words));
        return words;
    }

    private static void words(Object value, Set<String> words) {
        switch (value) {
            case IndexedRecord record ->
                record.getSchema().getFields().forEach(field -> words(record.get(field.pos()), words));
            case List<?> several -> several.forEach(one -> words(one, words));
            case CharSequence text -> words.add(text.toString());
            default -> {}
        }
    }

    private static Schema schema(SectionKind kind) {
        return switch (kind) {
            case REPORTED_PERSON -> ReportedPersonSection.getClassSchema();
            case CHILD_VICTIM -> ChildVictimSection.getClassSchema();
            case LOCATORS -> LocatorsSection.getClassSchema();
            case EVIDENCE -> EvidenceSection.getClassSchema();
            case NARRATIVE -> NarrativeSection.getClassSchema();
            case UNSPECIFIED -> throw new IllegalArgumentException("not a section kind");
        };
    }

    private static IndexedRecord record(String path, Schema schema) {
        IndexedRecord record =
                (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(path + "/" + field.name(), field.schema()));
        }
        return record;
    }

    private static Object value(String path, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(path, schema);
            case ARRAY -> List.of(value(path, schema.getElementType()));
            case UNION ->
                value(
                        path,
                        schema.getTypes().stream()
                                .filter(type -> type.getType() != Schema.Type.NULL)
                                .findFirst()
                                .orElseThrow());
            case STRING -> Canary.of(path);
            case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().getLast(), schema);
            case INT -> 1;
            case BOOLEAN -> true;
            case LONG -> time(path, schema);
            case BYTES, FIXED, MAP, FLOAT, DOUBLE, NULL ->
                throw new IllegalStateException("no canary for " + path + " of type " + schema.getType());
        };
    }

    private static Instant time(String path, Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return LONG_AGO.plusMillis(Math.floorMod(path.hashCode(), 1_000));
        }
        throw new IllegalStateException("no canary for " + path + ", a plain long");
    }
}
