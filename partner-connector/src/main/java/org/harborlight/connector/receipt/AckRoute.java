package org.harborlight.connector.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.harborlight.schemas.DeliveryStatus;

/**
 * {@code POST /v1/inbox/ack}: receipts for deliveries that were fetched, each settled on its own, as a late receipt is.
 * Runs on a worker.
 */
final class AckRoute {
    private static final int MOST = 100;

    private final ReceiptRoute receipts;

    AckRoute(ReceiptRoute receipts) {
        this.receipts = receipts;
    }

    CompletableFuture<Reply> answer(Caller.Partner caller, ObjectNode body) {
        JsonNode acks = body.path("acks");
        List<String> wrong = wrong(acks);
        if (!wrong.isEmpty()) {
            return CompletableFuture.completedFuture(Reply.problem(ProblemType.INVALID_FIELD, wrong));
        }
        BooleanSupplier caughtUp = receipts.booksOfNow();
        List<CompletableFuture<JsonObject>> results = new ArrayList<>();
        for (JsonNode ack : acks) {
            String deliveryId = ack.path("deliveryId").textValue();
            results.add(receipts.settle(caller, deliveryId, ack, caughtUp)
                    .thenApply(settled -> result(deliveryId, settled)));
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(_ -> {
                    JsonArray all = new JsonArray();
                    results.forEach(result -> all.add(result.join()));
                    return Reply.ok(200, new JsonObject().put("results", all));
                });
    }

    private static List<String> wrong(JsonNode acks) {
        if (!acks.isArray() || acks.isEmpty() || acks.size() > MOST) {
            return List.of("/acks");
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < acks.size(); i++) {
            for (String field : List.of("deliveryId", "digest")) {
                if (!acks.get(i).path(field).isTextual()) {
                    wrong.add("/acks/" + i + "/" + field);
                }
            }
        }
        return wrong;
    }

    private static JsonObject result(String deliveryId, ReceiptRoute.Settled settled) {
        JsonObject result = new JsonObject().put("deliveryId", deliveryId);
        return switch (settled) {
            case ReceiptRoute.Settled.Done _ -> result.put("state", DeliveryStatus.RECEIPTED.name());
            case ReceiptRoute.Settled.Not not -> {
                result.put("problem", Reply.urn(not.reason()));
                yield not.detail().isEmpty() ? result : result.put("detail", not.detail());
            }
        };
    }
}
