package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.MediaTypes;

/**
 * What the gateway answered, whichever way it was asked. Every problem is held to the same: constants and pointers
 * only, and nothing of what was sent.
 *
 * @param headers by name, whose case does not matter
 */
record Answer(int status, Map<String, String> headers, String text) {
    private static final Set<ProblemType> WORTH_REPEATING = Set.of(
            ProblemType.NOT_YET_KNOWN,
            ProblemType.RATE_LIMITED,
            ProblemType.URGENT_QUOTA,
            ProblemType.TOO_MANY_WAITING,
            ProblemType.TOO_MANY_CONNECTIONS,
            ProblemType.UNAVAILABLE,
            ProblemType.REVOCATION_UNKNOWN);
    private static final Set<String> MEMBERS = Set.of("type", "title", "status", "errors");
    private static final Set<String> ERROR_MEMBERS = Set.of("pointer", "detail");

    static Answer of(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Answer(response.statusCode(), headers, response.body());
    }

    JsonObject json() {
        return new JsonObject(text);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Answer assertProblem(ProblemType type) {
        assertThat(text).doesNotContain(TestNotices.CANARY).doesNotContainIgnoringCase("exception");
        assertThat(status).as(text).isEqualTo(type.status());
        assertThat(header("content-type")).hasValue(MediaTypes.PROBLEM_JSON);
        JsonObject problem = json();
        assertThat(problem.getString("type")).isEqualTo("urn:harborlight:problem:" + type.reason());
        assertThat(problem.getString("title")).isEqualTo(type.title());
        assertThat(problem.getInteger("status")).isEqualTo(type.status());
        assertThat(MEMBERS).containsAll(problem.fieldNames());
        errors().forEach(error -> assertThat(ERROR_MEMBERS).isEqualTo(error.fieldNames()));
        assertThat(header("retry-after").isPresent()).isEqualTo(WORTH_REPEATING.contains(type));
        return this;
    }

    /** The JSON pointers of a problem. */
    List<String> pointers() {
        return errors().stream().map(error -> error.getString("pointer")).toList();
    }

    /** Seconds; fails where the answer does not say when to repeat. */
    int retryAfter() {
        return Integer.parseInt(header("retry-after").orElseThrow());
    }

    private List<JsonObject> errors() {
        JsonArray errors = json().getJsonArray("errors", new JsonArray());
        return errors.stream().map(JsonObject.class::cast).toList();
    }
}
