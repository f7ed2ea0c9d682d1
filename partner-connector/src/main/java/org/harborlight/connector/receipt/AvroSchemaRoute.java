package org.harborlight.connector.receipt;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.PushedDelivery;
import org.harborlight.schemas.codec.WriterSchemas;

/**
 * {@code GET /v1/schemas/{fingerprint}}: the Avro schemas of what partners are sent, by the CRC-64-AVRO fingerprint of
 * their canonical form as a hexadecimal number, of whichever version; so that a delivery of a newer exchange is read by an
 * older program. Blocks where a version is not known yet. Thread-safe.
 */
final class AvroSchemaRoute {
    private static final List<Schema> SENT = List.of(Delivery.getClassSchema(), PushedDelivery.getClassSchema());
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    private final WriterSchemas writers;

    AvroSchemaRoute(WriterSchemas writers) {
        this.writers = writers;
    }

    Reply answer(String asked) {
        String fingerprint = asked.toLowerCase(Locale.ROOT);
        return FINGERPRINT.matcher(fingerprint).matches()
                ? find(HexFormat.fromHexDigitsToLong(fingerprint))
                        .map(schema -> Reply.json(200, Buffer.buffer(schema.toString())))
                        .orElseGet(() -> Reply.problem(ProblemType.NOT_FOUND))
                : Reply.problem(ProblemType.NOT_FOUND);
    }

    private Optional<Schema> find(long fingerprint) {
        return SENT.stream()
                .filter(schema -> SchemaNormalization.parsingFingerprint64(schema) == fingerprint)
                .findFirst()
                .or(() -> SENT.stream()
                        .flatMap(schema -> writers.find(schema.getFullName(), fingerprint).stream())
                        .findFirst());
    }
}
