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
public final class AnswerReader {
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private AnswerReader() {}

    /**
     * One answer for each delivery of the request, in its order.
     *
     * @param now by which a wait is counted and a partner's key must be valid
     */
    public static List<PushAnswer> read(
            int status, @Nullable String retryAfter, byte[] body, PushRequest request, Instant now) {
        if (status >= 200 && status < 300) {
            return request.items().size() == 1 ? List.of(single(body, request, now)) : several(body, request, now);
        }
        return request.all(unsuccessful(status, RetryAfter.parse(retryAfter, now), body, request));
    }

    private static PushAnswer unsuccessful(int status, Optional<Duration> wait, byte[] body, PushRequest request) {
        if (status == 409 || status == 422) {
            return request.items().size() > 1
                    ? new PushAnswer.Failed("batch-refused", false, wait)
                    : refusal(body).orElseGet(() -> new PushAnswer.Failed("refused-without-reason", false, wait));
        }
        return unsuccessful(status, wait);
    }

    /** To whatever was sent. */
    static PushAnswer unsuccessful(int status, Optional<Duration> wait) {
        if (status >= 300 && status < 400) {
            return PushAnswer.Failed.here("redirect");
        }
        if (status == 410) {
            return new PushAnswer.Gone();
        }
        boolean outage = status >= 500 || status == 429 || status == 408;
        return new PushAnswer.Failed("status-" + status, outage, wait);
    }

    private static PushAnswer single(byte[] body, PushRequest request, Instant now) {
        return tree(body)
                .filter(JsonNode::isObject)
                .map(echoed -> echo(echoed, request.items().getFirst(), request, now))
                .orElseGet(() -> PushAnswer.Failed.here("no-echo"));
    }

    /** Each delivery is judged by what the array says of it, wherever that stands; twice the same is a wrong echo. */
    private static List<PushAnswer> several(byte[] body, PushRequest request, Instant now) {
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
                        case 1 -> echo(own.getFirst(), item, request, now);
                        default -> PushAnswer.Failed.here("wrong-echo");
                    });
        }
        return answers;
    }

    private static PushAnswer echo(JsonNode echoed, PushRequest.Item item, PushRequest request, Instant now) {
        boolean same = item.deliveryId().equals(echoed.path("deliveryId").textValue());
        if (!same || !item.digest().equals(echoed.path("digest").textValue())) {
            return PushAnswer.Failed.here("wrong-echo");
        }
        return switch (PartnerReceipts.judge(echoed, item, request.partner(), now)) {
            case PartnerReceipts.Judgement.Holds holds ->
                new PushAnswer.Receipted(echoed.path("repeated").asBoolean(false), holds.signed());
            case PartnerReceipts.Judgement.DoesNot not -> PushAnswer.Failed.here(not.reason());
        };
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
