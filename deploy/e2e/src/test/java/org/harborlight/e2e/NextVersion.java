package org.harborlight.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * This build with its records a schema version ahead: the classes that Avro generated, each with one more field that may be
 * absent, compiled anew. A service that has them in front of its class path writes and reads that version.
 */
final class NextVersion {
    /** That each of its records has more. */
    static final String FIELD = "inTheNextVersion";

    private static final Path GENERATED = Path.of("..", "..", "schemas", "target", "generated-sources", "avro");
    private static final List<String> RECORDS = List.of(
            "AcceptedNotice",
            "Outcome",
            "Delivery",
            "DeliveryState",
            "DeliveryReceipt",
            "KnownReference",
            "CaseHolders");
    private static final Pattern SCHEMA = Pattern.compile("(SCHEMA\\$ = )(JsonSchemaParser\\.parseInternal\\(.*\\));");
    private static final Pattern UNKNOWN_FIELD =
            Pattern.compile("default: (throw new IndexOutOfBoundsException\\(\"Invalid index: \" \\+ field\\$\\);)");
    private static final Pattern LAST_CASE = Pattern.compile("case ([0-9]+): ");
    private static final Pattern CONVERSION = Pattern.compile("return conversions\\[field];");

    private NextVersion() {}

    /** Compiles into the folder; returns a class path that begins with it. */
    static String classPath(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn", "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        for (String record : RECORDS) {
            Path changed = sources.resolve(record + ".java");
            Files.writeString(changed, ahead(Files.readString(source(record))));
            arguments.add(changed.toString());
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("the next version does not compile");
        }
        return classes + File.pathSeparator + System.getProperty("java.class.path");
    }

    private static Path source(String record) {
        return GENERATED.resolve(Path.of("org", "harborlight", "schemas", record + ".java"));
    }

    /** The new field reads as absent and forgets what is put there. */
    private static String ahead(String source) {
        String schema =
                once(SCHEMA, source, "$1org.harborlight.schemas.OtherVersions.withField($2, \"" + FIELD + "\");");
        int fields = 1 + last(schema);
        String conversions =
                CONVERSION.matcher(schema).replaceAll("return field < conversions.length ? conversions[field] : null;");
        Matcher get = UNKNOWN_FIELD.matcher(conversions);
        String got = get.replaceFirst("case " + fields + ": return null;\n    default: $1");
        return once(
                Pattern.compile("(?s)(public void put\\(.*?)default: throw"),
                got,
                "$1case " + fields + ": break;\n    default: throw");
    }

    private static int last(String source) {
        int last = -1;
        for (Matcher field = LAST_CASE.matcher(source); field.find(); ) {
            last = Math.max(last, Integer.parseInt(field.group(1)));
        }
        return last;
    }

    private static String once(Pattern pattern, String source, String replacement) {
        Matcher found = pattern.matcher(source);
        if (!found.find()) {
            throw new IllegalStateException("Avro generates something else than " + pattern);
        }
        return found.replaceFirst(replacement);
    }
}
