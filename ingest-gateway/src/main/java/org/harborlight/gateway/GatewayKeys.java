package org.harborlight.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.harborlight.gateway.GatewayConfig.Limits;
import org.harborlight.gateway.admission.AdmissionLimits;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.ServiceConfig;
import org.harborlight.service.keys.SigningKeys;
import org.harborlight.service.tls.TlsKeys;

/** The keys of the gateway's configuration file, with types, defaults and what they mean. */
final class GatewayKeys {
    private static final int MANAGEMENT_PORT = 9443;
    private static final int SUBMITTER_PORT = 8443;
    private static final int LARGEST_BODY = 900 * 1024;
    private static final NoticeLimits DEFAULTS = NoticeLimits.defaults();

    private GatewayKeys() {}

    static ConfigDef definition() {
        ConfigDef keys = ServiceConfig.keys(MANAGEMENT_PORT)
                .define(
                        "http.host",
                        ConfigDef.Type.STRING,
                        "0.0.0.0",
                        Importance.HIGH,
                        "Address that submitters connect to")
                .define(
                        "http.port",
                        ConfigDef.Type.INT,
                        SUBMITTER_PORT,
                        Range.between(0, 65535),
                        Importance.HIGH,
                        "Port that submitters connect to; 0 picks a free one")
                .define(
                        "http.event.loops",
                        ConfigDef.Type.INT,
                        2,
                        Range.between(1, 64),
                        Importance.LOW,
                        "Event loops that serve submitters");
        TlsKeys.define(keys, "tls.", "the submitters' listener");
        keys.define("receipt.key.id", ConfigDef.Type.STRING, Importance.HIGH, "Key id of the exchange's RECEIPT key");
        SigningKeys.define(keys, "receipt.key.", "RECEIPT");
        SigningKeys.defineToken(keys)
                .define(
                        "reference.key",
                        ConfigDef.Type.PASSWORD,
                        Importance.HIGH,
                        "Key of the references, base64, at least 32 bytes, the same for every gateway; by reference, "
                                + "not in the file")
                .define(
                        "status.url",
                        ConfigDef.Type.LIST,
                        Importance.HIGH,
                        "Base URLs of the ledger's instances, https");
        TlsKeys.define(keys, "status.tls.", "the gateway as a client of the ledger");
        defineWaiting(keys);
        defineLimits(keys);
        return defineFlow(keys);
    }

    static Limits limits(ConfigValues values) {
        return new Limits(
                values.number("limits.envelope.bytes"),
                values.millis("http.body.timeout.ms"),
                new AdmissionLimits(
                        values.number("admission.records"),
                        values.longNumber("admission.bytes"),
                        values.number("admission.urgent.percent")),
                values.millis("admission.refusal.delay.ms"),
                noticeLimits(values),
                values.number("verify.threads"));
    }

    private static NoticeLimits noticeLimits(ConfigValues values) {
        return new NoticeLimits(
                values.number("limits.content"),
                values.number("limits.actors"),
                values.number("limits.observations"),
                values.number("limits.section.bytes"),
                DEFAULTS.maxAhead(),
                Duration.ofDays(values.number("limits.age.days")));
    }

    static List<URI> ledgers(ConfigValues values, List<String> problems) {
        List<URI> ledgers = new ArrayList<>();
        for (String url : values.list("status.url")) {
            try {
                URI ledger = URI.create(url);
                if ("https".equals(ledger.getScheme()) && ledger.getHost() != null) {
                    ledgers.add(ledger);
                    continue;
                }
            } catch (IllegalArgumentException e) {
                problems.add("status.url: not a URL");
                continue;
            }
            problems.add("status.url: must be https with a host");
        }
        if (values.list("status.url").isEmpty()) {
            problems.add("status.url: at least one");
        }
        return ledgers;
    }

    private static void defineWaiting(ConfigDef keys) {
        keys.define(
                        "status.waiting.submitter",
                        ConfigDef.Type.INT,
                        16,
                        Range.between(1, 1_000),
                        Importance.LOW,
                        "Requests of one submitter that may wait for news of a notice, streams among them; more are answered 429")
                .define(
                        "status.waiting.total",
                        ConfigDef.Type.INT,
                        256,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Requests that may wait for news in all; more are answered 503")
                .define(
                        "status.stream.seconds",
                        ConfigDef.Type.INT,
                        600,
                        Range.between(1, 3_600),
                        Importance.LOW,
                        "How long a stream of events lasts at most; who listens comes again and goes on")
                .define(
                        "status.stream.heartbeat.ms",
                        ConfigDef.Type.INT,
                        15_000,
                        Range.between(100, 60_000),
                        Importance.LOW,
                        "How often a stream of events shows that it is alive");
    }

    private static void defineLimits(ConfigDef keys) {
        keys.define(
                "limits.envelope.bytes",
                ConfigDef.Type.INT,
                192 * 1024,
                Range.between(1024, LARGEST_BODY),
                Importance.MEDIUM,
                "Largest body of a submitted notice");
        defineCount(keys, "limits.content", DEFAULTS.contentReferences(), "Content references");
        defineCount(keys, "limits.actors", DEFAULTS.actors(), "Actors");
        defineCount(keys, "limits.observations", DEFAULTS.observations(), "Network observations");
        keys.define(
                        "limits.section.bytes",
                        ConfigDef.Type.INT,
                        DEFAULTS.sectionBytes(),
                        Range.between(1024, LARGEST_BODY),
                        Importance.LOW,
                        "Ciphertext of a sealed section; a larger one is refused, `invalid-field`")
                .define(
                        "limits.age.days",
                        ConfigDef.Type.INT,
                        (int) DEFAULTS.maxAge().toDays(),
                        Range.between(1, 3_650),
                        Importance.LOW,
                        "How long ago a notice may have been made; an older one is refused, `stale-timestamp`. Less than the"
                                + " processor's `retention.days`, after which a repeat opens a case anew");
    }

    private static void defineCount(ConfigDef keys, String name, int usual, String what) {
        keys.define(
                name,
                ConfigDef.Type.INT,
                usual,
                Range.between(1, 1_000),
                Importance.LOW,
                what + " that a notice may have; more are refused, `invalid-field`");
    }

    private static ConfigDef defineFlow(ConfigDef keys) {
        return keys.define(
                        "http.body.timeout.ms",
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 60_000),
                        Importance.LOW,
                        "How long a body may take to arrive")
                .define(
                        "http.quiet.timeout.ms",
                        ConfigDef.Type.INT,
                        30_000,
                        Range.between(100, 600_000),
                        Importance.LOW,
                        "How long a connection may take to shake hands (10 s at most), and go without a request")
                .define(
                        "http.connections.submitter",
                        ConfigDef.Type.INT,
                        512,
                        Range.between(1, 100_000),
                        Importance.MEDIUM,
                        "Connections that one submitter may have open; requests on more are answered 429, and they are closed")
                .define(
                        "admission.records",
                        ConfigDef.Type.INT,
                        2_048,
                        Range.between(2, 100_000),
                        Importance.MEDIUM,
                        "Notices in flight; more are answered 503")
                .define(
                        "admission.bytes",
                        ConfigDef.Type.LONG,
                        32L * 1024 * 1024,
                        Range.atLeast(1024),
                        Importance.MEDIUM,
                        "Body bytes in flight; more are answered 503")
                .define(
                        "admission.urgent.percent",
                        ConfigDef.Type.INT,
                        25,
                        Range.between(1, 90),
                        Importance.MEDIUM,
                        "Share of the notices in flight that standard notices never take")
                .define(
                        "admission.refusal.delay.ms",
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(0, 10_000),
                        Importance.LOW,
                        "How long a refusal for want of room is held back, so that refusing does not take the time of accepting; at most `admission.records` are held")
                .define(
                        "verify.threads",
                        ConfigDef.Type.INT,
                        2,
                        Range.between(1, 256),
                        Importance.MEDIUM,
                        "Threads that verify signatures and decode; about one a core")
                .define(
                        "publish.timeout.ms",
                        ConfigDef.Type.INT,
                        8_000,
                        Range.between(1_000, 60_000),
                        Importance.MEDIUM,
                        "How long the brokers may take to acknowledge; below what submitters wait")
                .define(
                        "publish.canary.interval.ms",
                        ConfigDef.Type.INT,
                        2_000,
                        Range.between(100, 60_000),
                        Importance.LOW,
                        "How often a canary is written; the gateway closes when none is acknowledged for three intervals")
                .define(
                        "publish.clock.tolerance.ms",
                        ConfigDef.Type.INT,
                        60_000,
                        Range.between(1_000, 240_000),
                        Importance.LOW,
                        "How far the gateway's clock may be from the brokers', which date each canary; further, it accepts nothing");
    }
}
