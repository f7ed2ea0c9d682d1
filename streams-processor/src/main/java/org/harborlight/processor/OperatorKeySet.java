package org.harborlight.processor;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.harborlight.processor.operator.HealthThresholds;
import org.harborlight.processor.operator.HealthThresholds.DeadLetters;
import org.harborlight.processor.operator.HealthThresholds.Numbers;
import org.harborlight.processor.operator.HealthThresholds.Times;
import org.harborlight.processor.operator.OperatorSettings;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.tls.TlsFiles;

/** The configuration keys of the operator's side. */
final class OperatorKeySet {
    private OperatorKeySet() {}

    static ConfigDef define(ConfigDef keys) {
        keys.define(
                        "balance.interval.ms",
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(500, 3_600_000),
                        Importance.LOW,
                        "How often the balance is worked out for the metrics")
                .define(
                        "balance.patience.ms",
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(500, 60_000),
                        Importance.LOW,
                        "How long a balance may wait for the applications to catch up before it says settling")
                .define(
                        "connector.management.urls",
                        ConfigDef.Type.LIST,
                        "",
                        Importance.MEDIUM,
                        "Management ports of the connectors, to be asked for their breakers and for overdue deliveries");
        pair(keys, "health.lag", "", "records behind in one step", 10_000, 100_000);
        pair(keys, "health.stalled", ".seconds", "time that a stage has had records and committed none", 30, 60);
        pair(keys, "health.urgent.age", ".seconds", "age of the oldest undelivered urgent case", 60, 300);
        pair(keys, "health.held", "", "notices held", 1, 1_000);
        pair(keys, "health.dead.letters", "", "dead letters in all", 100, 10_000);
        pair(keys, "health.dead.letters.hour", "", "dead letters in the last hour", 1, 10);
        pair(keys, "health.page.age", ".minutes", "time since the last operator page, less is worse", 60, 15);
        pair(keys, "health.certificate.left", ".days", "time that a certificate is still valid, less is worse", 14, 2);
        pair(keys, "health.geolocation.age", ".days", "age of the geolocation data", 30, 120);
        return keys;
    }

    static OperatorSettings read(ConfigValues values, TlsFiles tls, List<String> problems) {
        List<Path> certificates = tls.certificates();
        return new OperatorSettings(
                values.kafka(),
                values.millis("balance.interval.ms"),
                values.millis("balance.patience.ms"),
                new HealthThresholds(
                        numbers(values, "health.lag"),
                        seconds(values, "health.stalled"),
                        seconds(values, "health.urgent.age"),
                        numbers(values, "health.held"),
                        new DeadLetters(
                                numbers(values, "health.dead.letters"), numbers(values, "health.dead.letters.hour")),
                        new Times(
                                Duration.ofMinutes(number(values, "health.page.age", "warn", ".minutes")),
                                Duration.ofMinutes(number(values, "health.page.age", "critical", ".minutes"))),
                        days(values, "health.certificate.left"),
                        days(values, "health.geolocation.age")),
                certificates,
                urls(values, problems));
    }

    private static Numbers numbers(ConfigValues values, String prefix) {
        return new Numbers(number(values, prefix, "warn", ""), number(values, prefix, "critical", ""));
    }

    private static Times seconds(ConfigValues values, String prefix) {
        return new Times(
                Duration.ofSeconds(number(values, prefix, "warn", ".seconds")),
                Duration.ofSeconds(number(values, prefix, "critical", ".seconds")));
    }

    private static Times days(ConfigValues values, String prefix) {
        return new Times(
                Duration.ofDays(number(values, prefix, "warn", ".days")),
                Duration.ofDays(number(values, prefix, "critical", ".days")));
    }

    private static long number(ConfigValues values, String prefix, String level, String unit) {
        return values.number(prefix + "." + level + unit);
    }

    private static List<URI> urls(ConfigValues values, List<String> problems) {
        List<URI> urls = new ArrayList<>();
        for (String text : values.list("connector.management.urls")) {
            try {
                urls.add(URI.create(text));
            } catch (IllegalArgumentException e) {
                problems.add("connector.management.urls: not a URL");
            }
        }
        return urls;
    }

    private static void pair(ConfigDef keys, String prefix, String unit, String what, int warn, int critical) {
        keys.define(
                        prefix + ".warn" + unit,
                        ConfigDef.Type.INT,
                        warn,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Warning from this on: " + what)
                .define(
                        prefix + ".critical" + unit,
                        ConfigDef.Type.INT,
                        critical,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Critical from this on: " + what);
    }
}
