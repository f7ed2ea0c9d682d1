package org.harborlight.processor.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Verdict;

/** The balance as the management port and the command line show it. */
final class BalanceJson {
    private static final List<Verdict> VERDICTS = List.of(
            Verdict.OPENED,
            Verdict.LINKED,
            Verdict.REPLAYED,
            Verdict.HELD,
            Verdict.TEST,
            Verdict.HANDED_OVER,
            Verdict.DEAD_LETTERED);
    private static final List<DeliveryStatus> STATES = List.of(
            DeliveryStatus.PENDING,
            DeliveryStatus.RECEIPTED,
            DeliveryStatus.REFUSED,
            DeliveryStatus.EXPIRED,
            DeliveryStatus.DEAD_LETTERED);

    private BalanceJson() {}

    static JsonObject of(Balance balance) {
        Balance.Accounts accounts = balance.accounts();
        JsonObject json = new JsonObject()
                .put("exact", balance.exact())
                .put("settling", balance.settling())
                .put("moving", balance.moving())
                .put("at", balance.at().toString());
        balance.waitingFor().ifPresent(application -> json.put("waitingFor", application));
        return json.put("accepted", accounts.notices().accepted())
                .put("inFlight", accounts.notices().inFlight())
                .put("notCommitted", accounts.notices().notCommitted())
                .put("undecided", accounts.notices().undecided())
                .put("processed", processed(accounts.notices()))
                .put("held", held(accounts.held()))
                .put("deliveries", deliveries(accounts.deliveries()))
                .put("pending", accounts.deliveries().byState().getOrDefault(DeliveryStatus.PENDING, 0L))
                .put("handedOver", handedOver(accounts.handovers()))
                .put("duplicates", accounts.faults().duplicates())
                .put("anomalies", accounts.faults().anomalies())
                .put("unreadable", accounts.faults().unreadable())
                .put(
                        "lines",
                        new JsonArray(
                                balance.lines().stream().map(BalanceJson::line).toList()))
                .put("problems", new JsonArray(balance.problems()))
                .put(
                        "partitions",
                        new JsonArray(balance.partitions().stream()
                                .map(BalanceJson::partition)
                                .toList()));
    }

    private static JsonObject processed(Balance.Notices notices) {
        JsonObject json = new JsonObject().put("total", notices.total());
        VERDICTS.forEach(verdict -> json.put(name(verdict), notices.processed().getOrDefault(verdict, 0L)));
        return json;
    }

    private static JsonObject held(Balance.Held held) {
        JsonObject byReason = new JsonObject();
        held.byReason().forEach(byReason::put);
        return new JsonObject()
                .put("total", held.total())
                .put("stillHeld", held.stillHeld())
                .put("released", held.released())
                .put("closed", held.closed())
                .put("byReason", byReason);
    }

    private static JsonObject deliveries(Balance.Deliveries deliveries) {
        JsonObject byPartner = new JsonObject();
        deliveries.byPartner().forEach((partner, lanes) -> {
            JsonObject byLane = new JsonObject();
            lanes.forEach((lane, states) -> byLane.put(lane, states(states)));
            byPartner.put(partner, byLane);
        });
        return new JsonObject()
                .put("written", deliveries.written())
                .put("total", deliveries.total())
                .mergeIn(states(deliveries.byState()))
                .put("byPartner", byPartner);
    }

    private static JsonObject states(Map<DeliveryStatus, Long> states) {
        JsonObject json = new JsonObject();
        STATES.forEach(state -> json.put(name(state), states.getOrDefault(state, 0L)));
        return json;
    }

    private static JsonObject handedOver(Balance.Handovers handovers) {
        return new JsonObject()
                .put("total", handovers.total())
                .put("redriven", handovers.redriven())
                .put("settled", handovers.settled())
                .put("inFlight", handovers.inFlight());
    }

    private static JsonObject line(Balance.Line line) {
        return new JsonObject()
                .put("equation", line.equation())
                .put("left", line.left())
                .put("right", line.right())
                .put("balances", line.balances());
    }

    private static JsonObject partition(Balance.Partition partition) {
        return new JsonObject()
                .put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("end", partition.end())
                .put("committed", partition.committed())
                .put("nextOffset", partition.nextOffset())
                .put("ahead", partition.ahead())
                .put("duplicates", partition.duplicates());
    }

    /** DEAD_LETTERED as deadLettered. */
    static String name(Enum<?> symbol) {
        String[] words = symbol.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}
