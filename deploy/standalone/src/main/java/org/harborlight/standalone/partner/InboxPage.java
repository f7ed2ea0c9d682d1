package org.harborlight.standalone.partner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.harborlight.schemas.codec.DecodeException;
import org.jspecify.annotations.Nullable;

/**
 * A page of the inbox, taken apart.
 *
 * @param deliveries bodies as they came, byte for byte, not yet believed
 * @param cursor behind them
 */
public record InboxPage(List<byte[]> deliveries, String cursor) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // In other encodings places are no places in the bytes.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    public InboxPage {
        deliveries = List.copyOf(deliveries);
    }

    /** Takes it apart; throws {@link DecodeException} when it is no such page. */
    static InboxPage parse(byte[] body) {
        List<byte[]> deliveries = new ArrayList<>();
        String cursor = null;
        try (JsonParser parser = JSON.createParser(body)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("deliveries")) {
                    expect(value, JsonToken.START_ARRAY);
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        deliveries.add(object(parser, body));
                    }
                } else if (field.equals("cursor")) {
                    expect(value, JsonToken.VALUE_STRING);
                    cursor = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new DecodeException(DecodeException.MALFORMED, e);
        }
        if (cursor == null) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        return new InboxPage(deliveries, cursor);
    }

    private static byte[] object(JsonParser parser, byte[] body) throws IOException {
        expect(parser.currentToken(), JsonToken.START_OBJECT);
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset());
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected) {
        if (token != expected) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
    }
}
