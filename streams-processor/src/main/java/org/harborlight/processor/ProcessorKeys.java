package org.harborlight.processor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.harborlight.processor.ProcessorConfig.Applications;
import org.harborlight.processor.link.LaneBounds;
import org.harborlight.processor.link.VersionCap;
import org.harborlight.processor.status.LedgerSettings;
import org.harborlight.processor.topology.LaneSettings;
import org.harborlight.schemas.Lane;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.Restores;
import org.harborlight.service.ServiceConfig;
import org.harborlight.service.keys.SigningKeys;
import org.harborlight.service.tls.TlsKeys;

/** The keys of the processor's configuration file, with types, defaults and what they mean. */
final class ProcessorKeys {
    private static final int MANAGEMENT_PORT = 9444;
    private static final int SERVICE_PORT = 8444;
    private static final long MIB = 1024L * 1024;
    private static final String REFERENCED = ", base64, at least 32 bytes; by reference, not in the file";

    /** Eight times as long must be less than Kafka Streams' transaction timeout of 10 s. */
    private static final int LONGEST_COMMIT_MILLIS = 1_000;

    private ProcessorKeys() {}

    static ConfigDef definition() {
        ConfigDef keys = ServiceConfig.keys(MANAGEMENT_PORT);
        endpoint(keys);
        secrets(keys);
        routing(keys);
        lanes(keys);
        ledger(keys);
        Restores.define(keys);
        return OperatorKeySet.define(keys);
    }

    static Applications applications(ConfigValues values, List<String> problems) {
        Restores restores = Restores.of(values);
        Path folder = restores.folder(values.path("state.dir"));
        Duration retention = Duration.ofDays(values.number("retention.days"));
        if (retention.compareTo(Duration.ofDays(values.number("retry.span.days"))) <= 0) {
            problems.add("retention.days: must exceed retry.span.days");
        }
        return new Applications(
                lane(values, Lane.URGENT, "urgent.", folder, retention),
                lane(values, Lane.STANDARD, "standard.", folder, retention),
                new LedgerSettings(
                        values.kafka(),
                        folder,
                        new LedgerSettings.Scale(values.number("ledger.threads"), values.number("ledger.standbys")),
                        values.millis("ledger.commit.interval.ms"),
                        retention,
                        values.longNumber("ledger.rocksdb.bytes"),
                        restores));
    }

    private static LaneSettings lane(ConfigValues values, Lane lane, String prefix, Path folder, Duration retention) {
        LaneSettings usual = LaneSettings.defaults(lane, folder, values.kafka());
        LaneBounds bounds = usual.bounds();
        return new LaneSettings(
                usual.applicationId(),
                folder,
                values.number(prefix + "threads"),
                values.millis(prefix + "commit.interval.ms"),
                values.longNumber(prefix + "rocksdb.bytes"),
                bounds.keeping(retention)
                        .with(bounds.cap().of(values.number("case.versions.per.hour")))
                        .after(Restores.of(values).versionsBefore()),
                values.kafka());
    }

    private static void endpoint(ConfigDef keys) {
        keys.define("service.host", ConfigDef.Type.STRING, "0.0.0.0", Importance.HIGH, "Address of the service port")
                .define(
                        "service.port",
                        ConfigDef.Type.INT,
                        SERVICE_PORT,
                        Range.between(0, 65535),
                        Importance.HIGH,
                        "Port that the exchange's own services ask the ledger on; 0 picks a free one")
                .define(
                        "service.advertised.host",
                        ConfigDef.Type.STRING,
                        "localhost",
                        Importance.HIGH,
                        "Name under which other instances reach the service port; its certificate carries it");
        TlsKeys.define(keys, "service.tls.", "the service port, also as a client of the other instances");
    }

    private static void secrets(ConfigDef keys) {
        keys.define("delivery.key.id", ConfigDef.Type.STRING, Importance.HIGH, "Key id of the exchange's DELIVERY key");
        SigningKeys.define(keys, "delivery.key.", "DELIVERY");
        SigningKeys.defineToken(keys)
                .define(
                        "reference.key",
                        ConfigDef.Type.PASSWORD,
                        Importance.HIGH,
                        "Key of the references, the gateway's" + REFERENCED)
                .define("case.key", ConfigDef.Type.PASSWORD, Importance.HIGH, "Key of the case keys" + REFERENCED);
    }

    private static void routing(ConfigDef keys) {
        keys.define(
                        "geolocation.file",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "MaxMind-format file of countries; without one a prefix's country is unknown")
                .define(
                        "delivery.topics.probe.interval.ms",
                        ConfigDef.Type.INT,
                        2_000,
                        Range.between(100, 60_000),
                        Importance.LOW,
                        "How often the partner topics are listed")
                .define(
                        "receipt.key.patience.ms",
                        ConfigDef.Type.INT,
                        30_000,
                        Range.between(0, 120_000),
                        Importance.LOW,
                        "How long a notice waits for the directory to bring its receipt key, before it is dead-lettered");
    }

    private static void lanes(ConfigDef keys) {
        keys.define("state.dir", ConfigDef.Type.STRING, Importance.HIGH, "Folder of the stores, one per instance")
                .define(
                        "retention.days",
                        ConfigDef.Type.INT,
                        90,
                        Range.between(1, 3650),
                        Importance.HIGH,
                        "How long references, cases, statuses and deliveries are remembered after their last change")
                .define(
                        "retry.span.days",
                        ConfigDef.Type.INT,
                        14,
                        Range.between(1, 3650),
                        Importance.MEDIUM,
                        "Longest time that a submitter or connector retries; retention.days must exceed it");
        keys.define(
                "case.versions.per.hour",
                ConfigDef.Type.INT,
                VersionCap.defaults().versions(),
                Range.atLeast(1),
                Importance.MEDIUM,
                "Versions that a submitter's notices add to one case within an hour, unless its directory entry says otherwise; what comes on top and brings nothing new goes out as one digest");
        application(keys, "urgent.", 25);
        application(keys, "standard.", 25);
    }

    private static void ledger(ConfigDef keys) {
        application(keys, "ledger.", 250);
        keys.define(
                "ledger.standbys",
                ConfigDef.Type.INT,
                0,
                Range.between(0, 3),
                Importance.LOW,
                "Standby copies of the ledger's stores, which answer a status while their owner is away");
    }

    private static void application(ConfigDef keys, String prefix, int commitMillis) {
        String name = prefix.substring(0, prefix.length() - 1);
        keys.define(
                        prefix + "threads",
                        ConfigDef.Type.INT,
                        1,
                        Range.between(1, 64),
                        Importance.MEDIUM,
                        "Stream threads of " + name)
                .define(
                        prefix + "commit.interval.ms",
                        ConfigDef.Type.INT,
                        commitMillis,
                        Range.between(5, LONGEST_COMMIT_MILLIS),
                        Importance.MEDIUM,
                        "Time between two transactions of " + name + "; the first record after a quiet time is"
                                + " committed at once, and while it is behind, it is eight times as long")
                .define(
                        prefix + "rocksdb.bytes",
                        ConfigDef.Type.LONG,
                        64 * MIB,
                        Range.atLeast(8 * MIB),
                        Importance.LOW,
                        "Memory that all stores of " + name + " share");
    }
}
