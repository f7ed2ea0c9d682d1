package org.harborlight.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.harborlight.connector.lane.InboxPatience;
import org.harborlight.connector.lane.LanePolicy;
import org.harborlight.connector.lane.RetrySchedule;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.Restores;
import org.harborlight.service.ServiceConfig;
import org.harborlight.service.tls.TlsKeys;
import org.jspecify.annotations.Nullable;

/** The keys of the connector's configuration file, with types, defaults and what they mean. */
final class ConnectorKeys {
    static final String RETRY_SPAN = "push.retry.span.ms";
    static final String REDRIVE_SPAN = "push.redrive.span.ms";
    private static final int MANAGEMENT_PORT = 9445;
    private static final int PARTNER_PORT = 8445;
    private static final ConfigDef.Validator INSTANCE = ConfigDef.LambdaValidator.with(
            (name, value) -> {
                if (!String.valueOf(value).matches("[a-z0-9-]{1,40}")) {
                    throw new ConfigException(name, value, "small letters, digits and hyphens, at most 40");
                }
            },
            () -> "small letters, digits, hyphens");

    private ConnectorKeys() {}

    static ConfigDef definition() {
        ConfigDef keys = ServiceConfig.keys(MANAGEMENT_PORT);
        defineInstance(keys);
        defineHttp(keys);
        TlsKeys.define(
                keys,
                "tls.",
                "the connector, as a server and as a client",
                "Authorities whose client certificates the partner port accepts, PEM file; the server that a delivery is "
                        + "pushed to is judged by the trust anchor in its partner's directory entry alone");
        defineSecrets(keys);
        definePush(keys);
        defineInbox(keys);
        Restores.define(keys);
        defineRetries(keys);
        return defineLanes(keys);
    }

    private static void defineInstance(ConfigDef keys) {
        keys.define(
                        "instance.id",
                        ConfigDef.Type.STRING,
                        "connector-1",
                        INSTANCE,
                        Importance.HIGH,
                        "Name of this instance: another for every instance, the same after a restart")
                .define(
                        "data.folder",
                        ConfigDef.Type.STRING,
                        Importance.HIGH,
                        "Folder for what can be made again from the brokers, in its subfolder connector-views; "
                                + "kept, a restart within an hour need not read all of it again");
    }

    private static void defineHttp(ConfigDef keys) {
        keys.define("http.host", ConfigDef.Type.STRING, "0.0.0.0", Importance.HIGH, "Address that partners connect to")
                .define(
                        "http.port",
                        ConfigDef.Type.INT,
                        PARTNER_PORT,
                        Range.between(0, 65535),
                        Importance.HIGH,
                        "Port for receipts and feedback; 0 picks a free one")
                .define(
                        "http.body.timeout.ms",
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 60_000),
                        Importance.LOW,
                        "How long the body of a partner's request may take to arrive")
                .define(
                        "http.quiet.timeout.ms",
                        ConfigDef.Type.INT,
                        30_000,
                        Range.between(100, 600_000),
                        Importance.LOW,
                        "How long a connection of a partner may take to shake hands (10 s at most), and go without a request")
                .define(
                        "http.requests.limit",
                        ConfigDef.Type.INT,
                        64,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Most requests of partners in flight; a further one is answered 503")
                .define(
                        "feedback.timeout.ms",
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(500, 60_000),
                        Importance.LOW,
                        "How long the brokers may take to acknowledge feedback; then it is answered 503");
    }

    private static void defineSecrets(ConfigDef keys) {
        keys.define(
                        "connector.key.id",
                        ConfigDef.Type.STRING,
                        Importance.HIGH,
                        "Key id of the exchange's CONNECTOR key")
                .define(
                        "connector.key.file",
                        ConfigDef.Type.STRING,
                        Importance.HIGH,
                        "CONNECTOR key, Ed25519, in a PKCS#12 (`.p12`, `.pfx`) or PKCS#8 PEM file")
                .define(
                        "connector.key.file.password",
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Password of the PKCS#12 file; by reference, not in the file")
                .define(
                        "sealing.keys",
                        ConfigDef.Type.LIST,
                        Importance.HIGH,
                        "Files of the exchange's SEALING keys, X25519, PKCS#12 or PKCS#8 PEM: the current one and those "
                                + "that undelivered notices are sealed to; a file's name without ending is the key id")
                .define(
                        "sealing.keys.password",
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Password of those that are PKCS#12; by reference, not in the file");
    }

    /** Null where a problem was added. */
    static @Nullable LanePolicy lanes(ConfigValues values, List<String> problems) {
        List<Duration> steps = new ArrayList<>();
        for (String step : values.list("push.retry.steps.ms")) {
            if (step.matches("[0-9]{1,12}")) {
                steps.add(Duration.ofMillis(Long.parseLong(step)));
            } else {
                problems.add("push.retry.steps.ms: not a number of milliseconds");
            }
        }
        if (steps.isEmpty()) {
            problems.add("push.retry.steps.ms: at least one");
            return null;
        }
        return new LanePolicy(
                new RetrySchedule(steps, values.millis(RETRY_SPAN), values.millis("push.retry.after.limit.ms")),
                new LaneBreaker.Settings(
                        values.number("breaker.minimum.calls"),
                        values.number("breaker.failure.percent"),
                        values.millis("breaker.open.ms")),
                values.number("push.parallel"),
                values.millis("lane.commit.interval.ms"),
                values.number("lane.pending.limit"),
                values.millis("push.pause.ms"),
                new InboxPatience(values.millis("inbox.due.ms"), steps.getLast()),
                new LanePolicy.Restart(values.millis("lane.restart.ms"), values.millis("lane.restart.longest.ms")));
    }

    private static void definePush(ConfigDef keys) {
        keys.define(
                        "push.parallel",
                        ConfigDef.Type.INT,
                        4,
                        Range.between(1, 64),
                        Importance.MEDIUM,
                        "Requests of one lane to its partner that are under way at once, each with other cases")
                .define(
                        "push.timeout.ms",
                        ConfigDef.Type.INT,
                        15_000,
                        Range.between(100, 120_000),
                        Importance.MEDIUM,
                        "How long a partner may take for one request, name resolution and connecting included")
                .define(
                        "push.section.keys.patience.ms",
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 60_000),
                        Importance.LOW,
                        "How long a lane waits until it is certain about the section keys of a notice")
                .define(
                        "push.pause.ms",
                        ConfigDef.Type.LONG,
                        Duration.ofHours(1).toMillis(),
                        Range.atLeast(100),
                        Importance.MEDIUM,
                        "How long a standard lane rests after HTTP 410, unless the partner's directory entry changes");
    }

    private static void defineInbox(ConfigDef keys) {
        keys.define(
                        "inbox.due.ms",
                        ConfigDef.Type.LONG,
                        Duration.ofMinutes(5).toMillis(),
                        Range.atLeast(100),
                        Importance.MEDIUM,
                        "How long an urgent delivery may be without its receipt, or its acknowledgement by a partner that "
                                + "pulls, before others are told, where the partner's directory entry says nothing")
                .define(
                        "inbox.readers",
                        ConfigDef.Type.INT,
                        2,
                        Range.between(1, 64),
                        Importance.LOW,
                        "How many pages of inboxes are read at a time; each takes a consumer and some megabytes")
                .define(
                        "inbox.requests.limit",
                        ConfigDef.Type.INT,
                        256,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "Most requests for inboxes that are read for or wait; a further one is answered 503")
                .define(
                        "inbox.requests.each",
                        ConfigDef.Type.INT,
                        4,
                        Range.between(1, 1000),
                        Importance.LOW,
                        "Most of them by one partner");
    }

    private static void defineRetries(ConfigDef keys) {
        keys.define(
                        "push.retry.steps.ms",
                        ConfigDef.Type.LIST,
                        "5000,30000,120000,600000,3600000",
                        Importance.MEDIUM,
                        "Longest waits before the second, third and later attempts; the last one repeats")
                .define(
                        RETRY_SPAN,
                        ConfigDef.Type.LONG,
                        Duration.ofDays(7).toMillis(),
                        Range.atLeast(100),
                        Importance.MEDIUM,
                        "From the first failed attempt to giving up; start is refused unless it and push.redrive.span.ms "
                                + "together are shorter than retention.ms of every partner topic")
                .define(
                        REDRIVE_SPAN,
                        ConfigDef.Type.LONG,
                        Duration.ofDays(30).toMillis(),
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How long after its end a delivery can still be redriven")
                .define(
                        "push.retry.after.limit.ms",
                        ConfigDef.Type.LONG,
                        Duration.ofHours(6).toMillis(),
                        Range.atLeast(0),
                        Importance.LOW,
                        "A partner's Retry-After counts up to this")
                .define(
                        "breaker.minimum.calls",
                        ConfigDef.Type.INT,
                        10,
                        Range.between(1, 1000),
                        Importance.MEDIUM,
                        "Requests of a lane before its breaker judges; it looks at twice as many")
                .define(
                        "breaker.failure.percent",
                        ConfigDef.Type.INT,
                        60,
                        Range.between(1, 100),
                        Importance.MEDIUM,
                        "Share of outages (no answer, 5xx, 429) at which the breaker opens")
                .define(
                        "breaker.open.ms",
                        ConfigDef.Type.LONG,
                        Duration.ofSeconds(30).toMillis(),
                        Range.atLeast(50),
                        Importance.MEDIUM,
                        "How long the breaker stays open before it lets probes through");
    }

    private static ConfigDef defineLanes(ConfigDef keys) {
        return keys.define(
                        "lane.commit.interval.ms",
                        ConfigDef.Type.INT,
                        250,
                        Range.between(1, 4_000),
                        Importance.MEDIUM,
                        "How long a lane goes on sending before it commits; after a kill that much is sent again")
                .define(
                        "lane.pending.limit",
                        ConfigDef.Type.INT,
                        100_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "A lane with this many unsettled deliveries reads no new ones until some are settled")
                .define(
                        "lane.restart.ms",
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.atLeast(10),
                        Importance.LOW,
                        "Pause before a failed lane starts anew; doubles with every failure in a row")
                .define(
                        "lane.restart.longest.ms",
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.atLeast(10),
                        Importance.LOW,
                        "Longest pause before a failed lane starts anew")
                .define(
                        "overdue.sweep.ms",
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.atLeast(50),
                        Importance.LOW,
                        "How often deliveries are looked for that should have been worked on and were not")
                .define(
                        "overdue.patience.ms",
                        ConfigDef.Type.LONG,
                        900_000L,
                        Range.atLeast(50),
                        Importance.MEDIUM,
                        "How long after its time a delivery is overdue, which raises an alarm");
    }
}
