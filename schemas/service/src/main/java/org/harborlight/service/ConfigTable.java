package org.harborlight.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The reference table of a service's configuration, as it stands in the module's README. */
public final class ConfigTable {
    private ConfigTable() {}

    /** Keys in the order of their definition; the last line has no line break. */
    public static String markdown(ConfigDef definition) {
        List<String> lines = new ArrayList<>();
        lines.add("| key | type | default | meaning |");
        lines.add("|---|---|---|---|");
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            lines.add("| `" + key.name + "` | " + key.type.name().toLowerCase(Locale.ROOT) + " | " + defaultOf(key)
                    + " | " + meaning(key) + " |");
        }
        lines.add("| `kafka.*` | | | passed to every Kafka client without the prefix; unless set there, 4 s"
                + " for a connection (`socket.connection.setup.timeout.ms`) and 10 s for an answer of a broker"
                + " (`request.timeout.ms`), Kafka Streams half of that to find topics and to restore |");
        lines.add("| `schema.registry.*` | | | passed to the schema registry client without the prefix |");
        return String.join("\n", lines);
    }

    private static String meaning(ConfigDef.ConfigKey key) {
        String range = key.validator == null ? "" : " (" + key.validator + ")";
        return (key.documentation + range).replace("|", "\\|");
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        @Nullable Object value = key.defaultValue;
        if (ConfigDef.NO_DEFAULT_VALUE.equals(value)) {
            return "required";
        }
        if (value == null || value instanceof Password || String.valueOf(value).isEmpty()) {
            return "";
        }
        return value instanceof List<?> list && list.isEmpty() ? "" : "`" + value + "`";
    }
}
