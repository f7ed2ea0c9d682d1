package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;
import org.harborlight.schemas.ChildVictimSection;
import org.harborlight.schemas.EvidenceSection;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.ReportedPersonSection;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.SignedNoticeBatch;

/**
 * {@code GET /v1/schemas/{fingerprint}}: the Avro schemas that submitters write with, by the CRC-64-AVRO fingerprint of
 * their canonical form, as a hexadecimal number. What a fingerprint names never changes. Runs on the event loop.
 */
final class SchemaRoute implements Handler<RoutingContext> {
    private static final Map<String, Buffer> SCHEMAS = List.of(
                    SignedNotice.getClassSchema(),
                    SignedNoticeBatch.getClassSchema(),
                    IncidentNotice.getClassSchema(),
                    SectionKeySet.getClassSchema(),
                    ReportedPersonSection.getClassSchema(),
                    ChildVictimSection.getClassSchema(),
                    LocatorsSection.getClassSchema(),
                    EvidenceSection.getClassSchema(),
                    NarrativeSection.getClassSchema())
            .stream()
            .collect(
                    Collectors.toUnmodifiableMap(SchemaRoute::fingerprint, schema -> Buffer.buffer(schema.toString())));

    private final SubmitterIdentities identities;
    private final ProblemMapper problems;

    SchemaRoute(SubmitterIdentities identities, ProblemMapper problems) {
        this.identities = identities;
        this.problems = problems;
    }

    @Override
    public void handle(RoutingContext context) {
        Identification identified = identities.identify(context.request().sslSession());
        if (!(identified instanceof Submitter)) {
            problems.answer(context, ProblemMapper.of(identified));
            return;
        }
        String fingerprint =
                Objects.requireNonNull(context.pathParam("fingerprint")).toLowerCase(Locale.ROOT);
        Buffer schema = SCHEMAS.get(fingerprint);
        if (schema == null) {
            problems.answer(context, Problem.of(ProblemType.NOT_FOUND));
            return;
        }
        var _ = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader(HttpHeaders.ETAG, '"' + fingerprint + '"')
                .end(schema);
    }

    /** The most significant digit first; in single-object encoding the same number stands in little endian. */
    static String fingerprint(Schema schema) {
        return HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
    }
}
