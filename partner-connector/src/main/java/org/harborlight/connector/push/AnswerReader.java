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
import java.util.ArrayList;
import java.util.List;
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

    /** One answer for each delivery of the request, in its order. */
    static List<PushAnswer> read(
            int status, @Nullable String retryAfter, byte[] body, PushRequest request, Instant now) {
        if (status >= 200 && status < 300) {
            return request.items().size() == 1
                    ? List.of(single(body, request.items().getFirst()))
                    : several(body, request);
        }
        return request.all(unsuccessful(status, RetryAfter.parse(retryAfter, now), body, request));
    }

    private static PushAnswer unsuccessful(int status, Optional<Duration> wait, byte[] body, PushRequest request) {
        if (status >= 300 && status < 400) {
            return PushAnswer.Failed.here("redirect");
        }
        if (status == 410) {
            return new PushAnswer.Gone();
        }
        if (status == 409 || status == 422) {
            return request.items().size() > 1
                    ? new PushAnswer.Failed("batch-refused", false, wait)
                    : refusal(body).orElseGet(() -> new PushAnswer.Failed("refused-without-reason", false, wait));
        }
        boolean outage = status >= 500 || status == 429 || status == 408;
        return new PushAnswer.Failed("status-" + status, outage, wait);
    }

    private static PushAnswer single(byte[] body, PushRequest.Item item) {
        return tree(body)
                .filter(JsonNode::isObject)
                .map(echoed -> echo(echoed, item))
                .orElseGet(() -> PushAnswer.Failed.here("no-echo"));
    }

    /** Each delivery is judged by what the array says of it, wherever that stands; twice the same is a wrong echo. */
    private static List<PushAnswer> several(byte[] body, PushRequest request) {
        Optional<JsonNode> echoes = tree(body).filter(JsonNode::isArray);
        if (echoes.isEmpty()) {
            return request.all(PushAnswer.Failed.here("no-echo"));
        }
        List<PushAnswer> answers = new ArrayList<>();
        for (PushRequest.Item item : request.items()) {
            List<JsonNode> own = new ArrayList<>();
            echoes.get().forEach(echo -> {
                if (item.deliveryId().equals(echo.path("deliveryId").textValue())) {
                    own.add(echo);
                }
            });
            answers.add(
                    switch (own.size()) {
                        case 0 -> PushAnswer.Failed.here("no-echo");
                        case 1 -> echo(own.getFirst(), item);
                        default -> PushAnswer.Failed.here("wrong-echo");
                    });
        }
        return answers;
    }

    private static PushAnswer echo(JsonNode echoed, PushRequest.Item item) {
        boolean same = item.deliveryId().equals(echoed.path("deliveryId").textValue());
        if (!same || !item.digest().equals(echoed.path("digest").textValue())) {
            return PushAnswer.Failed.here("wrong-echo");
        }
        return new PushAnswer.Receipted(echoed.path("repeated").asBoolean(false));
    }

    private static Optional<PushAnswer> refusal(byte[] body) {
        return tree(body)
                .filter(JsonNode::isObject)
                .map(node -> node.path("refusal").textValue())
                .filter(reason -> !reason.isBlank())
                .map(reason -> new PushAnswer.Refused(CODE.matcher(reason).matches() ? reason : "not-a-code"));
    }

    private static Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
