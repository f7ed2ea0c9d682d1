package org.harborlight.standalone.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.connector.push.AnswerReader;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.PushRequest;
import org.harborlight.schemas.Participant;
import org.harborlight.standalone.wire.HttpMessage;
import org.harborlight.standalone.wire.TooLargeException;

/**
 * The partner as a check sees it: each push goes over a connection of its own, and its answer is judged by the very code
 * by which the connector judges. For one thread.
 */
final class Partner {
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int FURTHER_ECHO = 6 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final SSLContext tls;
    private final Duration limit;
    private final Participant entry;
    private final InstantSource clock;
    private int largest;
    private boolean tooLarge;

    /** @param entry as the directory would have it; a receipt that the partner signs is judged only where it has keys */
    Partner(URI url, SSLContext tls, Duration limit, Participant entry, InstantSource clock) {
        this.url = url;
        this.tls = tls;
        this.limit = limit;
        this.entry = entry;
        this.clock = clock;
    }

    String id() {
        return entry.getParticipantId();
    }

    URI url() {
        return url;
    }

    Duration limit() {
        return limit;
    }

    /** Bytes of the largest answer so far. */
    int largestAnswer() {
        return largest;
    }

    /** Whether any was larger than it may be; the rest of it was not read. */
    boolean answeredTooMuch() {
        return tooLarge;
    }

    boolean hasKeys() {
        return !entry.getSigningKeys().isEmpty();
    }

    PartnerConnection open() throws IOException {
        return open(tls);
    }

    /** Shows another certificate, or none. */
    PartnerConnection open(SSLContext other) throws IOException {
        return PartnerConnection.open(url, other, limit);
    }

    Reply send(TestPush push) {
        return send(push, tls);
    }

    Reply send(TestPush push, SSLContext shown) {
        long started = System.nanoTime();
        try (PartnerConnection connection = open(shown)) {
            return answered(connection.post(push, largestAllowed(push)), started);
        } catch (IOException e) {
            return nothing(e);
        }
    }

    /** Over a connection that is open. */
    Reply send(TestPush push, PartnerConnection connection) {
        long started = System.nanoTime();
        try {
            return answered(connection.post(push, largestAllowed(push)), started);
        } catch (IOException e) {
            return nothing(e);
        }
    }

    private Reply answered(HttpMessage response, long started) {
        largest = Math.max(largest, response.body().length);
        return new Reply.Answered(response, Duration.ofNanos(System.nanoTime() - started));
    }

    private Reply nothing(IOException fault) {
        tooLarge |= fault instanceof TooLargeException;
        return new Reply.Nothing(Faults.code(fault));
    }

    private static int largestAllowed(TestPush push) {
        return LARGEST_ANSWER + (push.items().size() - 1) * FURTHER_ECHO;
    }

    /** One for each delivery of the push, as the connector would take the reply. */
    List<PushAnswer> judge(TestPush push, Reply reply) {
        PushRequest request = new PushRequest(push.items(), entry, Map.of(), Buffer.buffer(push.body()));
        return switch (reply) {
            case Reply.Nothing(String reason) ->
                push.items().stream()
                        .<PushAnswer>map(_ -> new PushAnswer.Failed(reason, true, Optional.empty()))
                        .toList();
            case Reply.Answered answered -> read(answered.response(), request);
        };
    }

    /**
     * Judges the bytes as they came. Only where nothing is wrong but that a receipt is signed with a key that is not given
     * does the echo count without it.
     */
    private List<PushAnswer> read(HttpMessage response, PushRequest request) {
        List<PushAnswer> strict = read(response, response.body(), request);
        if (hasKeys() || strict.stream().noneMatch(Partner::isOfUnknownKey)) {
            return strict;
        }
        List<PushAnswer> bare = read(response, unsigned(response.body()), request);
        List<PushAnswer> answers = new ArrayList<>();
        for (int i = 0; i < strict.size(); i++) {
            answers.add(isOfUnknownKey(strict.get(i)) ? bare.get(i) : strict.get(i));
        }
        return answers;
    }

    private List<PushAnswer> read(HttpMessage response, byte[] body, PushRequest request) {
        return AnswerReader.read(
                response.status(), response.optionalHeader("retry-after").orElse(null), body, request, clock.instant());
    }

    private static boolean isOfUnknownKey(PushAnswer answer) {
        return answer.code().equals("receipt-unknown-key");
    }

    /** Whether it did not answer with success. */
    static boolean refuses(Reply reply) {
        return !(reply instanceof Reply.Answered answered)
                || answered.response().status() / 100 != 2;
    }

    /** Whether an echo carries a receipt that the partner signed. */
    static boolean isSigned(Reply reply) {
        return reply instanceof Reply.Answered answered
                && tree(answered.response().body()).has("receipt");
    }

    /** Without receipts that cannot be judged, for want of keys. */
    private static byte[] unsigned(byte[] body) {
        JsonNode tree = tree(body);
        if (tree instanceof ObjectNode echo) {
            echo.remove("receipt");
        }
        for (JsonNode echo : tree) {
            if (echo instanceof ObjectNode one) {
                one.remove("receipt");
            }
        }
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
