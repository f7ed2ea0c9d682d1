package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WriterSchemas;

/**
 * {@code GET /v1/schemas/{fingerprint}}: the Avro schemas that submitters write with, by the CRC-64-AVRO fingerprint of
 * their canonical form, as a hexadecimal number, of whichever version; what a fingerprint names never changes. {@code GET /v1/schemas}: the
 * fingerprint of each record in its current form. Runs on the event loop.
 */
final class SchemaRoute implements Handler<RoutingContext> {
    private static final List<Schema> WRITTEN = Topics.submitted();
    private static final Map<String, Buffer> BY_FINGERPRINT = WRITTEN.stream()
            .collect(
                    Collectors.toUnmodifiableMap(SchemaRoute::fingerprint, schema -> Buffer.buffer(schema.toString())));
    private static final Buffer INDEX = index();
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    private final SubmitterIdentities identities;
    private final ProblemMapper problems;
    private final Handler<RoutingContext> answer;

    private SchemaRoute(
            SubmitterIdentities identities,
            ProblemMapper problems,
            Function<SchemaRoute, Handler<RoutingContext>> answer) {
        this.identities = identities;
        this.problems = problems;
        this.answer = answer.apply(this);
    }

    static SchemaRoute byFingerprint(SubmitterIdentities identities, ProblemMapper problems, IntakeSteps steps) {
        return new SchemaRoute(identities, problems, route -> context -> route.answerSchema(context, steps));
    }

    static SchemaRoute index(SubmitterIdentities identities, ProblemMapper problems) {
        return new SchemaRoute(identities, problems, _ -> SchemaRoute::answerIndex);
    }

    @Override
    public void handle(RoutingContext context) {
        Identification identified = identities.identify(context.request().sslSession());
        if (identified instanceof Submitter) {
            answer.handle(context);
        } else {
            problems.answer(context, ProblemMapper.of(identified));
        }
    }

    private void answerSchema(RoutingContext context, IntakeSteps steps) {
        String fingerprint =
                Objects.requireNonNull(context.pathParam("fingerprint")).toLowerCase(Locale.ROOT);
        Buffer schema = BY_FINGERPRINT.get(fingerprint);
        if (schema != null) {
            answer(context, fingerprint, schema);
        } else if (FINGERPRINT.matcher(fingerprint).matches()) {
            steps.workers()
                    .executeBlocking(() -> find(HexFormat.fromHexDigitsToLong(fingerprint), steps.writers()), false)
                    .onSuccess(found -> found.ifPresentOrElse(
                            other -> answer(context, fingerprint, Buffer.buffer(other.toString())),
                            () -> problems.answer(context, Problem.of(ProblemType.NOT_FOUND))))
                    .onFailure(_ -> problems.answer(context, ProblemMapper.unavailable()));
        } else {
            problems.answer(context, Problem.of(ProblemType.NOT_FOUND));
        }
    }

    /** Among the schemas of other versions. Blocks. */
    private static Optional<Schema> find(long fingerprint, WriterSchemas writers) {
        return WRITTEN.stream()
                .flatMap(schema -> writers.find(schema.getFullName(), fingerprint).stream())
                .findFirst();
    }

    private static void answer(RoutingContext context, String fingerprint, Buffer schema) {
        var _ = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader(HttpHeaders.ETAG, '"' + fingerprint + '"')
                .end(schema);
    }

    private static void answerIndex(RoutingContext context) {
        var _ = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(INDEX);
    }

    private static Buffer index() {
        JsonObject index = new JsonObject();
        WRITTEN.forEach(schema -> index.put(schema.getName(), fingerprint(schema)));
        return index.toBuffer();
    }

    /** The most significant digit first; in single-object encoding the same number stands in little endian. */
    static String fingerprint(Schema schema) {
        return HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
    }
}
