package org.harborlight.connector.receipt;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * {@code GET /v1/schemas/delivery.json}: the JSON Schema of a pushed or fetched delivery, as it is shipped. Read once;
 * does not block afterwards.
 */
final class SchemaRoute {
    private static final String RESOURCE = "/org/harborlight/connector/delivery.schema.json";
    private static final String MEDIA_TYPE = "application/schema+json";

    private final Reply schema = new Reply(200, MEDIA_TYPE, read(), false);

    Reply answer() {
        return schema;
    }

    private static Buffer read() {
        try (InputStream in = SchemaRoute.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the JSON Schema of a delivery is not shipped");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the JSON Schema of a delivery cannot be read", e);
        }
    }
}
