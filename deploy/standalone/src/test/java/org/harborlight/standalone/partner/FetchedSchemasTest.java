package org.harborlight.standalone.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.OtherVersions;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.junit.jupiter.api.Test;

class FetchedSchemasTest {
    private static final Schema NEWER = OtherVersions.withField(Delivery.getClassSchema(), "newer");
    private static final String NAME = NEWER.getFullName();
    private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(NEWER);

    private final Map<String, ExchangeAnswer> answers = new HashMap<>();
    private final FetchedSchemas schemas =
            new FetchedSchemas(fingerprint -> answers.getOrDefault(fingerprint, answer(404, "")));

    @Test
    void shouldFindTheSchemaThatTheExchangeGives() {
        answers.put(HexFormat.of().toHexDigits(FINGERPRINT), answer(200, NEWER.toString()));

        assertThat(schemas.find(NAME, FINGERPRINT)).contains(NEWER);
        assertThat(schemas.find(NAME, 1)).isEmpty();
    }

    @Test
    void shouldNotBelieveAnotherSchemaThanTheOneThatWasAskedFor() {
        answers.put(HexFormat.of().toHexDigits(2L), answer(200, NEWER.toString()));
        answers.put(HexFormat.of().toHexDigits(3L), answer(200, "<html>"));
        answers.put(HexFormat.of().toHexDigits(FINGERPRINT), answer(200, NEWER.toString()));

        assertThat(schemas.find(NAME, 2)).isEmpty();
        assertThat(schemas.find(NAME, 3)).isEmpty();
        assertThat(schemas.find("org.harborlight.schemas.Feedback", FINGERPRINT))
                .isEmpty();
    }

    @Test
    void shouldSayThatItCannotTellWhenTheExchangeDoesNotAnswer() {
        answers.put(HexFormat.of().toHexDigits(4L), answer(503, "{}"));
        FetchedSchemas unreachable = new FetchedSchemas(_ -> {
            throw new IOException("no connection");
        });

        assertThatThrownBy(() -> schemas.find(NAME, 4)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> unreachable.find(NAME, 4)).isInstanceOf(UncheckedIOException.class);
    }

    private static ExchangeAnswer answer(int status, String body) {
        return new ExchangeAnswer(status, body.getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty());
    }
}
