package org.harborlight.connector.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.harborlight.connector.push.PushOutcome;
import org.harborlight.connector.push.SignedDelivery;

/**
 * Several requests to one partner at once, each with other cases; ends when all have ended. One that fails by a fault of
 * ours fails all: what was not committed is sent again. The first runs on the lane's thread, the others on threads that it
 * makes, which yield as it does. Belongs to the lane's thread.
 */
final class ParallelRequests implements AutoCloseable {
    private final ExecutorService others;

    /** @param name of the lane's threads */
    ParallelRequests(String name) {
        this.others = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    }

    /**
     * Sends and waits.
     *
     * @param size deliveries in one request, at most
     * @param request sends one; the outcomes by delivery id
     */
    Map<String, PushOutcome> send(
            List<SignedDelivery> deliveries,
            int size,
            Function<List<SignedDelivery>, Map<String, PushOutcome>> request) {
        if (deliveries.size() <= size) {
            return request.apply(deliveries);
        }
        List<FutureTask<Map<String, PushOutcome>>> requests = new ArrayList<>();
        for (int from = 0; from < deliveries.size(); from += size) {
            List<SignedDelivery> part = deliveries.subList(from, Math.min(deliveries.size(), from + size));
            requests.add(new FutureTask<>(() -> request.apply(part)));
        }
        requests.stream().skip(1).forEach(others::execute);
        requests.getFirst().run();
        return outcomes(requests);
    }

    private static Map<String, PushOutcome> outcomes(List<FutureTask<Map<String, PushOutcome>>> requests) {
        Map<String, PushOutcome> outcomes = new HashMap<>();
        List<Throwable> faults = new ArrayList<>();
        for (FutureTask<Map<String, PushOutcome>> one : requests) {
            try {
                outcomes.putAll(one.get());
            } catch (ExecutionException e) {
                faults.add(e.getCause());
            } catch (InterruptedException e) {
                requests.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while requests were under way", e);
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("a request ended by a fault of ours", faults.getFirst());
        }
        return outcomes;
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
