package org.harborlight.connector.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a partner's answer means. Strict on purpose: a proxy's login page, a redirect or a bare 200 must not
 * swallow a child's case. Stateless, any thread.
 */
final class AnswerReader {
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private AnswerReader() {}

    static PushAnswer read(int status, @Nullable String retryAfter, byte[] body, PushRequest request, Instant now) {
        if (status >= 200 && status < 300) {
            return echo(body, request);
        }
        Optional<Duration> wait = RetryAfter.parse(retryAfter, now);
        if (status >= 300 && status < 400) {
            return PushAnswer.Failed.here("redirect");
        }
        if (status == 410) {
            return new PushAnswer.Gone();
        }
        if (status == 409 || status == 422) {
            return refusal(body).orElseGet(() -> new PushAnswer.Failed("refused-without-reason", false, wait));
        }
        boolean outage = status >= 500 || status == 429 || status == 408;
        return new PushAnswer.Failed("status-" + status, outage, wait);
    }

    private static PushAnswer echo(byte[] body, PushRequest request) {
        Optional<JsonNode> echoed = object(body);
        if (echoed.isEmpty()) {
            return PushAnswer.Failed.here("no-echo");
        }
        boolean same =
                request.deliveryId().equals(echoed.get().path("deliveryId").textValue());
        if (!same || !request.digest().equals(echoed.get().path("digest").textValue())) {
            return PushAnswer.Failed.here("wrong-echo");
        }
        return new PushAnswer.Receipted(echoed.get().path("repeated").asBoolean(false));
    }

    private static Optional<PushAnswer> refusal(byte[] body) {
        return object(body)
                .map(node -> node.path("refusal").textValue())
                .filter(reason -> !reason.isBlank())
                .map(reason -> new PushAnswer.Refused(CODE.matcher(reason).matches() ? reason : "not-a-code"));
    }

    private static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
