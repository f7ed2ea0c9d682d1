package org.harborlight.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Requests in flight and what became of them. One sender; answers come on an event loop. Counting starts at
 * {@link #count} and takes in only what was sent after it.
 */
final class Submissions implements AutoCloseable {
    private static final int BATCH_HEAD = 48;
    private static final long HIGHEST_MICROS = 600_000_000L;
    private static final int MOST_WAITING = 50_000;

    private final Context context;
    private final HttpClient client;
    private final List<RequestOptions> targets;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Counts counts = new Counts();
    private int next;

    Submissions(Vertx vertx, LoadPlan plan) {
        this.context = vertx.getOrCreateContext();
        this.client = SubmitterHttp.client(vertx, plan.tls(), plan.connections());
        this.targets = SubmitterHttp.targets(plan.urls(), plan.path(), plan.contentType());
    }

    private static final class Counts {
        private final Histogram latency = new ConcurrentHistogram(HIGHEST_MICROS, 3);
        private final Map<Integer, Integer> byStatus = new TreeMap<>();
        private final Map<String, Integer> failures = new TreeMap<>();

        synchronized void answered(int status, long micros) {
            byStatus.merge(status, 1, Integer::sum);
            latency.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
        }

        synchronized void failed(Throwable cause, long micros) {
            failures.merge(cause.getClass().getSimpleName() + ": " + cause.getMessage(), 1, Integer::sum);
            latency.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
        }
    }

    /**
     * What became of the requests; latencies in milliseconds from the intended time.
     *
     * @param failures without an answer, by what was wrong with the connection
     */
    record Result(
            int seconds,
            int answered,
            Map<Integer, Integer> byStatus,
            Map<String, Integer> failures,
            double p50Ms,
            double p99Ms,
            double maxMs,
            int inFlight) {}

    /** @throws IllegalStateException where so many wait for an answer that this process would run out of memory */
    void send(byte[] body, long intended) {
        Counts into = counts;
        if (inFlight.incrementAndGet() > MOST_WAITING) {
            throw new IllegalStateException("more than " + MOST_WAITING + " requests wait for an answer: ask for less,"
                    + " give it more --connections, or see what overload does");
        }
        RequestOptions target = targets.get(next++ % targets.size());
        context.runOnContext(_ -> request(target, body, intended, into));
    }

    private void request(RequestOptions target, byte[] body, long intended, Counts into) {
        client.request(target)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(response -> response.body().map(answer -> status(response.statusCode(), answer)))
                .onComplete(done -> {
                    long micros = (System.nanoTime() - intended) / 1_000;
                    if (done.succeeded()) {
                        into.answered(done.result(), micros);
                    } else {
                        into.failed(done.cause(), micros);
                    }
                    inFlight.decrementAndGet();
                });
    }

    /** A batch of which something was refused counts as 207. */
    private static int status(int status, Buffer answer) {
        boolean whole = status != 200
                || answer.getString(0, Math.min(answer.length(), BATCH_HEAD)).contains("\"refused\":0");
        return whole ? status : 207;
    }

    int inFlight() {
        return inFlight.get();
    }

    /** Counts anew from here. */
    void count() {
        counts = new Counts();
    }

    Result result(int seconds) {
        Counts now = counts;
        synchronized (now) {
            return new Result(
                    seconds,
                    now.byStatus.values().stream().mapToInt(Integer::intValue).sum(),
                    new TreeMap<>(now.byStatus),
                    new TreeMap<>(now.failures),
                    now.latency.getValueAtPercentile(50) / 1000.0,
                    now.latency.getValueAtPercentile(99) / 1000.0,
                    now.latency.getMaxValue() / 1000.0,
                    inFlight.get());
        }
    }

    /** Waits until nothing is in flight, for a minute; returns how many requests have no answer then. */
    int drain() {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (inFlight.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000);
        }
        return inFlight.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
