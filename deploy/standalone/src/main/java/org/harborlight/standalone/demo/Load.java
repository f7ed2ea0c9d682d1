package org.harborlight.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends the planned notices in their order, a bounded number at a time, at a steady rate, each on a virtual thread. A
 * notice that depends on another waits for that one's outcome.
 */
final class Load {
    private static final int AT_A_TIME = 24;

    private final Sending sending;
    private final Screen screen;
    private final int perSecond;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    Load(Sending sending, Screen screen, int perSecond) {
        this.sending = sending;
        this.screen = screen;
        this.perSecond = perSecond;
    }

    List<Sent> run(List<PlannedNotice> plan) throws InterruptedException {
        List<Future<Sent>> running = new ArrayList<>();
        Semaphore slots = new Semaphore(AT_A_TIME);
        long started = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < plan.size(); i++) {
                pace(started, i);
                slots.acquire();
                PlannedNotice planned = plan.get(i);
                running.add(threads.submit(() -> {
                    try {
                        return count(sending.send(planned));
                    } finally {
                        slots.release();
                    }
                }));
                if (i % perSecond == 0) {
                    screen.progress(progress(plan.size()));
                }
            }
            List<Sent> sent = new ArrayList<>();
            for (Future<Sent> future : running) {
                sent.add(future.get());
            }
            screen.line(progress(plan.size()));
            return sent;
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending failed", e.getCause());
        }
    }

    private void pace(long started, int number) throws InterruptedException {
        long due = started + number * 1_000_000_000L / perSecond;
        long wait = due - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private Sent count(Sent sent) {
        (sent.accepted() ? accepted : refused).incrementAndGet();
        return sent;
    }

    private String progress(int all) {
        int done = accepted.get() + refused.get();
        return "  sent " + done + " of " + all + ": accepted " + accepted.get() + ", refused " + refused.get()
                + ", delivered " + sending.delivered();
    }
}
