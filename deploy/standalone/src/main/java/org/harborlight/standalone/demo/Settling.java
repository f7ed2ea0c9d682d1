package org.harborlight.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.harborlight.standalone.runtime.BalanceText;

/**
 * Waits until everything that was accepted has ended: nothing in flight, nothing pending, the books exact.
 *
 * @param balance the last books seen
 * @param exact whether they balance
 */
record Settling(JsonNode balance, boolean exact, List<Check> checks) {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long LOOK_EVERY_MILLIS = 250;

    static Settling await(DemoExchange exchange, Stage stage, Screen screen) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        JsonNode balance = JsonNodeFactory.instance.objectNode();
        boolean settled = false;
        boolean exact = false;
        while (!settled && System.nanoTime() < deadline) {
            try {
                var answer = exchange.balance();
                if (answer.status() == 200) {
                    balance = answer.body();
                    exact = BalanceText.exact(balance);
                    settled = exact && BalanceText.settled(balance);
                }
            } catch (IOException e) {
                screen.progress("  the ledger does not answer yet");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        int failedAnswers = exchange.failedAnswers();
        return new Settling(
                balance,
                exact,
                List.of(
                        Check.that("everything settled within a minute", settled, "not settled: " + balance),
                        Check.that(
                                "every answer of a desk was taken", failedAnswers == 0, failedAnswers + " were not")));
    }
}
