package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.service.tls.OpenConnections;
import org.harborlight.service.tls.Stay;
import org.junit.jupiter.api.Test;

/** The contract document says what the router does, neither more nor less. */
final class OpenApiTest {
    private final JsonNode contract = contract();

    @Test
    void shouldNameExactlyTheCallsThatAreRouted() {
        assertThat(documented()).isEqualTo(routed());
    }

    @Test
    void shouldNameEveryProblemUnderItsStatusAndNoOther() {
        Set<String> expected = Arrays.stream(ProblemType.values())
                .map(type -> type.status() + " urn:harborlight:problem:" + type.reason())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = new TreeSet<>();
        contract.at("/components/responses").forEach(response -> {
            JsonNode limits = response.at("/content/application~1problem+json/schema/allOf/1/properties");
            limits.at("/type/enum")
                    .forEach(type -> documented.add(limits.at("/status/const").asText() + " " + type.asText()));
        });

        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void shouldGiveEveryProblemUnderTheStatusOfItsResponseWhenACallRefersToIt() {
        operations()
                .forEach(operation -> operation.path("responses").properties().forEach(response -> {
                    String reference = response.getValue().path("$ref").asText();
                    if (!reference.isEmpty()) {
                        JsonNode problem = contract.at(reference.substring(1));
                        assertThat(problem.at(
                                                "/content/application~1problem+json/schema/allOf/1/properties/status/const")
                                        .asText())
                                .isEqualTo(response.getKey());
                    }
                }));
    }

    @Test
    void shouldPointOnlyAtWhatIsThere() {
        contract.findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                contract.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void shouldNameTheMediaTypesOfBodies() {
        assertThat(content("/v1/notices")).containsExactlyInAnyOrder(MediaTypes.SIGNED_NOTICE, MediaTypes.DSSE_JSON);
        assertThat(content("/v1/notices/batch")).containsExactly(MediaTypes.SIGNED_NOTICE_BATCH);
    }

    @Test
    void shouldRequireAClientCertificateForEveryCall() {
        assertThat(contract.at("/components/securitySchemes/certificate/type").asText())
                .isEqualTo("mutualTLS");
        assertThat(contract.at("/security/0").has("certificate")).isTrue();
        assertThat(contract.path("openapi").asText()).startsWith("3.1.");
        operations().forEach(operation -> assertThat(operation.has("security")).isFalse());
    }

    @Test
    void shouldSayWhatAStatusWebhookGets() {
        JsonNode told = contract.at("/webhooks/timelineEvent/post");

        assertThat(told.at("/parameters").findValuesAsText("name"))
                .containsExactly("webhook-id", "webhook-timestamp", "webhook-signature");
        JsonNode body = contract.at(told.at("/requestBody/content/application~1json/schema/$ref")
                .asText()
                .substring(1));
        assertThat(body.path("properties").fieldNames())
                .toIterable()
                .containsExactly("noticeId", "eventId", "entry", "state", "final");
    }

    private List<String> content(String path) {
        List<String> types = new ArrayList<>();
        contract.path("paths")
                .path(path)
                .at("/post/requestBody/content")
                .fieldNames()
                .forEachRemaining(types::add);
        return types;
    }

    private List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        contract.path("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }

    private Set<String> documented() {
        Set<String> calls = new TreeSet<>();
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                calls.add(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)) + " " + path.getKey())));
        return calls;
    }

    private static Set<String> routed() {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = GatewayRouter.of(
                    vertx,
                    new LateBody(Duration.ofSeconds(1)),
                    _ -> context -> context.next(),
                    new ProblemMapper(
                            new GatewayMetrics(new SimpleMeterRegistry()),
                            new OpenConnections(vertx, _ -> new Stay.Welcome()),
                            new HeldRefusals(Duration.ZERO, 1)));
            return router.getRoutes().stream()
                    .filter(route -> route.methods() != null)
                    .flatMap(OpenApiTest::calls)
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            vertx.close().await();
        }
    }

    private static Stream<String> calls(Route route) {
        String path = Objects.requireNonNull(route.getName()).replaceAll(":([A-Za-z]+)", "{$1}");
        return Objects.requireNonNull(route.methods()).stream().map(method -> method.name() + " " + path);
    }

    private static JsonNode contract() {
        try (InputStream document =
                Objects.requireNonNull(OpenApiRoute.class.getResourceAsStream(OpenApiRoute.DOCUMENT))) {
            return new YAMLMapper().readTree(document);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
