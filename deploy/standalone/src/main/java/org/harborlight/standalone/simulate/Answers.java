package org.harborlight.standalone.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryEcho;

/** The answer to a genuine push, in each mode. Safe for all threads. */
final class Answers {
    /** A path of the simulator's own, where nothing is ever taken. */
    static final String ELSEWHERE = "/elsewhere";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] STORM = {500, 502, 503, 504};
    private static final int MORE_THAN_ALLOWED = 17 * 1024;
    private static final String NOBODYS = "another-delivery";
    private static final String LOGIN_PAGE = "<!DOCTYPE html><title>Sign in</title><p>Please sign in to go on.";

    private final DeliveryEcho echo;
    private final PushLog log;
    private final Manners manners;
    private final InstantSource clock;
    private final AtomicInteger stormed = new AtomicInteger();

    Answers(DeliveryEcho echo, PushLog log, Manners manners, InstantSource clock) {
        this.echo = echo;
        this.log = log;
        this.manners = manners;
        this.clock = clock;
    }

    Answer of(Mode mode, Judge.Verdict.Genuine push) {
        return switch (mode) {
            case OK, EXPIRED_CERTIFICATE, WRONG_SAN, TLS_DOWNGRADE -> json(200, echoes(push));
            case HANG -> new Answer.Silence();
            case SLOW_DRIP -> new Answer.Dripped(bytes(echoes(push)));
            case RESET_MID_BODY -> new Answer.Cut(bytes(echoes(push)));
            case GARBAGE_200 ->
                new Answer.Whole(200, Map.of("content-type", "text/html"), LOGIN_PAGE.getBytes(StandardCharsets.UTF_8));
            case HUGE_ANSWER -> new Answer.Whole(200, jsonType(), padded(bytes(echoes(push))));
            case OTHER_DELIVERY -> json(200, falsified(push, this::anothers));
            case WRONG_DIGEST -> json(200, falsified(push, Answers::withAnotherDigest));
            case LATE_RECEIPT -> new Answer.Whole(202, Map.of(), new byte[0]);
            case RETRY_AFTER_SECONDS ->
                retryAfter(Long.toString(Math.max(1, manners.retryAfter().toSeconds())));
            case RETRY_AFTER_DATE -> retryAfter(date());
            case GONE -> json(410, JSON.createObjectNode());
            case STORM ->
                json(
                        STORM[Math.floorMod(stormed.getAndIncrement(), STORM.length)],
                        JSON.createObjectNode().put("error", "storm"));
            case REDIRECT -> new Answer.Whole(307, Map.of("location", ELSEWHERE), new byte[0]);
        };
    }

    Answer refusal(String reason) {
        return json(
                new DeliveryCheck.Refused(reason).status(),
                JSON.createObjectNode().put("refusal", reason));
    }

    /** The right echo of one delivery. */
    ObjectNode echo(DeliveryCheck.Genuine delivery) {
        return echo.of(delivery)
                .put("repeated", log.isHonoured(delivery.delivery().getDeliveryId()));
    }

    private JsonNode echoes(Judge.Verdict.Genuine push) {
        return falsified(push, given -> given);
    }

    private interface Falsehood {
        ObjectNode of(ObjectNode echo);
    }

    private JsonNode falsified(Judge.Verdict.Genuine push, Falsehood falsehood) {
        List<ObjectNode> all = push.deliveries().stream()
                .map(delivery -> falsehood.of(echo(delivery)))
                .toList();
        ArrayNode array = JSON.createArrayNode().addAll(all);
        return push.batch() ? array : all.getFirst();
    }

    private ObjectNode anothers(ObjectNode right) {
        ObjectNode wrong = withAnotherDigest(right).put("deliveryId", NOBODYS);
        log.other(right.path("deliveryId").asText())
                .ifPresent(other -> wrong.put("deliveryId", other.deliveryId()).put("digest", other.digest()));
        return wrong;
    }

    private static ObjectNode withAnotherDigest(ObjectNode right) {
        String digest = right.path("digest").asText();
        char first = digest.charAt(0) == '0' ? '1' : '0';
        ObjectNode wrong = right.deepCopy();
        wrong.remove("receipt");
        return wrong.put("digest", first + digest.substring(1));
    }

    private Answer retryAfter(String value) {
        return new Answer.Whole(429, Map.of("retry-after", value), new byte[0]);
    }

    /** Whole seconds; never earlier than asked for. */
    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant()
                .plus(manners.retryAfter())
                .plusMillis(999)
                .truncatedTo(ChronoUnit.SECONDS)
                .atOffset(ZoneOffset.UTC));
    }

    private static byte[] padded(byte[] json) {
        byte[] padded = Arrays.copyOf(json, MORE_THAN_ALLOWED);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    private static Answer json(int status, JsonNode body) {
        return new Answer.Whole(status, jsonType(), bytes(body));
    }

    private static Map<String, String> jsonType() {
        return Map.of("content-type", "application/json");
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
