package org.harborlight.standalone.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The books, as the ledger serves them, in lines that a person reads. */
public final class BalanceText {
    private BalanceText() {}

    /** Whether everything that can be checked was checked, and adds up. */
    public static boolean exact(JsonNode balance) {
        return balance.path("exact").asBoolean(false);
    }

    /** Whether nothing is in flight and nothing is pending. */
    public static boolean settled(JsonNode balance) {
        return balance.path("inFlight").asLong(-1) == 0
                && balance.path("deliveries").path("pending").asLong(-1) == 0
                && balance.path("handedOver").path("inFlight").asLong(-1) == 0;
    }

    public static List<String> lines(JsonNode balance) {
        List<String> lines = new ArrayList<>();
        lines.add(line("accepted", balance.path("accepted").asLong(), ""));
        lines.add(line("in flight", balance.path("inFlight").asLong(), ""));
        lines.add(total(
                "processed",
                balance.path("processed"),
                Stream.of("opened", "linked", "replayed", "held", "test", "handedOver", "deadLettered")));
        lines.add(total("held", balance.path("held"), Stream.of("stillHeld", "released", "closed")));
        lines.add(total(
                "deliveries",
                balance.path("deliveries"),
                Stream.of("pending", "receipted", "refused", "expired", "deadLettered")));
        for (JsonNode equation : balance.path("lines")) {
            lines.add((equation.path("balances").asBoolean() ? "  ok    " : "  WRONG ")
                    + equation.path("equation").asText() + ": "
                    + equation.path("left").asLong() + " = "
                    + equation.path("right").asLong());
        }
        balance.path("problems").forEach(problem -> lines.add("  WRONG " + problem.asText()));
        if (balance.has("waitingFor")) {
            lines.add("  not judged yet: waiting for "
                    + balance.path("waitingFor").asText());
        }
        return lines;
    }

    private static String total(String name, JsonNode account, Stream<String> parts) {
        String sum = parts.filter(part -> account.path(part).asLong() > 0)
                .map(part -> words(part) + " " + account.path(part).asLong())
                .collect(Collectors.joining(" + "));
        return line(name, account.path("total").asLong(), sum);
    }

    private static String line(String name, long total, String sum) {
        return String.format("%-11s %7d%s", name, total, sum.isEmpty() ? "" : "  = " + sum);
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
    }
}
