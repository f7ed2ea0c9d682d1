package org.harborlight.standalone.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.IncidentNotice;
import org.jspecify.annotations.Nullable;

/** The free text in the clear part of a notice, by JSON pointer; found through the schema, so no field is forgotten. */
final class ClearTexts {
    /** Texts with a fixed form, checked by the gateway. */
    private static final Set<String> FIXED =
            Set.of("noticeId", "submitterId", "refersTo", "prefix", "country", "sections");

    private ClearTexts() {}

    static Map<String, String> of(IncidentNotice notice) {
        Map<String, String> texts = new LinkedHashMap<>();
        record(notice, "", texts);
        return texts;
    }

    private static void record(SpecificRecord record, String at, Map<String, String> texts) {
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!FIXED.contains(field.name())) {
                value(record.get(field.pos()), at + "/" + field.name(), texts);
            }
        }
    }

    private static void value(@Nullable Object value, String at, Map<String, String> texts) {
        if (value instanceof String text) {
            texts.put(at, text);
        } else if (value instanceof SpecificRecord record) {
            record(record, at, texts);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                value(list.get(i), at + "/" + i, texts);
            }
        }
    }
}
