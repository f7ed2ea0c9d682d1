package org.harborlight.connector.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.harborlight.connector.push.PushOutcome;
import org.harborlight.connector.push.SignedDelivery;

/**
 * Several requests to one partner at once, each with other cases; ends when all have ended. One that fails by a fault of
 * ours fails all: what was not committed is sent again.
 */
final class ParallelRequests {
    private ParallelRequests() {}

    /**
     * Sends and waits.
     *
     * @param size deliveries in one request, at most
     * @param request sends one; the outcomes by delivery id
     */
    static Map<String, PushOutcome> send(
            List<SignedDelivery> deliveries,
            int size,
            Function<List<SignedDelivery>, Map<String, PushOutcome>> request) {
        if (deliveries.size() <= size) {
            return request.apply(deliveries);
        }
        List<Future<Map<String, PushOutcome>>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < deliveries.size(); from += size) {
                List<SignedDelivery> part = deliveries.subList(from, Math.min(deliveries.size(), from + size));
                running.add(threads.submit(() -> request.apply(part)));
            }
        }
        Map<String, PushOutcome> outcomes = new HashMap<>();
        running.forEach(ended -> outcomes.putAll(outcome(ended)));
        return outcomes;
    }

    private static Map<String, PushOutcome> outcome(Future<Map<String, PushOutcome>> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request ended by a fault of ours", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while requests were under way", e);
        }
    }
}
