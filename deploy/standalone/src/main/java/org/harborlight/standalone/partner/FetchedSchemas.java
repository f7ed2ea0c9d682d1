package org.harborlight.standalone.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.standalone.submitter.ExchangeAnswer;

/**
 * Schemas of other versions as the exchange gives them to a partner. What it answers is believed only where it is the schema
 * that was asked for. Blocking; thread-safe if what it asks is.
 */
public final class FetchedSchemas implements WriterSchemas {
    private final Exchange exchange;

    public FetchedSchemas(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Where they are asked for. */
    public interface Exchange {
        /** What it says to that fingerprint, 16 hexadecimal digits. */
        ExchangeAnswer schema(String fingerprint) throws IOException;
    }

    /** Throws {@link UncheckedIOException} where the exchange cannot be asked now. */
    @Override
    public Optional<Schema> find(String recordName, long fingerprint) {
        try {
            ExchangeAnswer answer = exchange.schema(HexFormat.of().toHexDigits(fingerprint));
            return switch (answer.status()) {
                case 200 ->
                    parse(answer.body())
                            .filter(schema -> schema.getFullName().equals(recordName)
                                    && SchemaNormalization.parsingFingerprint64(schema) == fingerprint);
                case 404 -> Optional.empty();
                default -> throw new IOException("the exchange gives no schema now: " + answer.reason());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Schema> parse(byte[] body) {
        try {
            return Optional.of(new Schema.Parser().parse(new String(body, StandardCharsets.UTF_8)));
        } catch (SchemaParseException none) {
            return Optional.empty();
        }
    }
}
