package org.harborlight.connector;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.harborlight.connector.webhook.StatusWebhooks;
import org.harborlight.connector.webhook.WebhookStatus;

/** What the management port shows of the webhooks of submitters: {@code /webhooks}. Any thread. */
final class WebhookReport {
    private final StatusWebhooks webhooks;

    WebhookReport(StatusWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    Map<String, Handler<RoutingContext>> routes() {
        return Map.of(
                "/webhooks",
                context -> context.json(new JsonArray(
                        webhooks.status().stream().map(WebhookReport::row).toList())));
    }

    private static JsonObject row(WebhookStatus status) {
        JsonObject row = new JsonObject()
                .put("submitter", status.submitterId())
                .put("phase", status.phaseName())
                .put("pending", status.pending())
                .put("breaker", status.breaker());
        status.reason().ifPresent(reason -> row.put("reason", reason));
        status.oldest().ifPresent(oldest -> row.put("oldest", oldest));
        status.lastGivenUp().ifPresent(at -> row.put("lastGivenUp", at));
        return row;
    }
}
