package org.harborlight.processor.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Health as the management port and the command line show it. */
final class HealthJson {
    private HealthJson() {}

    static JsonObject of(Health health) {
        return new JsonObject()
                .put("status", name(health.status()))
                .put("exitCode", health.exitCode())
                .put("at", health.at().toString())
                .put(
                        "checks",
                        new JsonArray(
                                health.checks().stream().map(HealthJson::check).toList()));
    }

    private static JsonObject check(Health.Check check) {
        JsonObject figures = new JsonObject();
        check.figures().forEach((name, figure) -> figures.put(name, figure(figure)));
        return new JsonObject()
                .put("name", check.name())
                .put("status", name(check.status()))
                .put("text", check.text())
                .put("figures", figures);
    }

    private static Object figure(Object figure) {
        return figure instanceof List<?> list ? new JsonArray(list) : figure;
    }

    private static String name(Health.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
