package org.harborlight.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harborlight.schemas.Lane;

/**
 * What the demo comes to.
 *
 * @param balance the books as the ledger serves them
 * @param exact whether they balance
 * @param refusals refused notices by reason
 */
record Summary(
        Timing timing,
        JsonNode balance,
        boolean exact,
        List<Deliveries> deliveries,
        List<LanePace> pace,
        Map<String, Integer> refusals,
        List<Check> checks) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Milliseconds since the program began. */
    record Timing(long ready, long firstDelivery, long end) {}

    /** Deliveries at one partner, and the milliseconds from acceptance to arrival. */
    record Deliveries(String partnerId, int count, int resent, Millis arrival) {
        static Deliveries of(String partnerId, PartnerLog log) {
            return new Deliveries(
                    partnerId,
                    log.all().size(),
                    log.resent(),
                    Millis.of(log.all().stream().map(Received::millisSinceAcceptance)));
        }
    }

    /** Deliveries of one lane: milliseconds from acceptance to the decision, and to arrival. */
    record LanePace(Lane lane, Millis decision, Millis arrival) {
        static LanePace of(Lane lane, Collection<Received> all) {
            List<Received> ofLane = all.stream()
                    .filter(received -> received.delivery().getLane() == lane)
                    .toList();
            return new LanePace(
                    lane,
                    Millis.of(ofLane.stream().map(Received::millisToDecision)),
                    Millis.of(ofLane.stream().map(Received::millisSinceAcceptance)));
        }
    }

    /** Percentiles, 0 where there was nothing. */
    record Millis(long p50, long p99) {
        static Millis of(Stream<Long> values) {
            List<Long> sorted = values.sorted().toList();
            return new Millis(percentile(sorted, 50), percentile(sorted, 99));
        }

        ObjectNode addTo(ObjectNode node, String name) {
            return node.put(name + "P50Millis", p50).put(name + "P99Millis", p99);
        }

        private static long percentile(List<Long> sorted, int percent) {
            if (sorted.isEmpty()) {
                return 0;
            }
            int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
            return sorted.get(Math.max(0, rank - 1));
        }
    }

    boolean good() {
        return exact && checks.stream().allMatch(Check::met);
    }

    ObjectNode toJson() {
        ObjectNode root = JSON.createObjectNode().put("good", good()).put("balanceExact", exact);
        root.putObject("millis")
                .put("ready", timing.ready())
                .put("firstDelivery", timing.firstDelivery())
                .put("end", timing.end());
        root.set("balance", balance);
        ArrayNode partners = root.putArray("deliveries");
        deliveries.forEach(each -> each.arrival()
                .addTo(
                        partners.addObject()
                                .put("partner", each.partnerId())
                                .put("count", each.count())
                                .put("resent", each.resent()),
                        "arrival"));
        ArrayNode lanes = root.putArray("lanes");
        pace.forEach(each -> {
            ObjectNode node = lanes.addObject().put("lane", each.lane().name());
            each.arrival().addTo(each.decision().addTo(node, "decision"), "arrival");
        });
        ObjectNode reasons = root.putObject("refusals");
        refusals.forEach(reasons::put);
        ArrayNode expectations = root.putArray("expectations");
        checks.forEach(check -> {
            ObjectNode node = expectations.addObject().put("what", check.what()).put("met", check.met());
            if (!check.met()) {
                node.put("seen", check.seen());
            }
        });
        return root;
    }
}
