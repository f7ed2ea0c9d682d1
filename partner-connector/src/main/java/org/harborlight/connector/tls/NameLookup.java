package org.harborlight.connector.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the host of one endpoint, on a thread of its own, since the system's resolver cannot be given a time. One
 * question at most is under way: who asks meanwhile waits for the same answer, so that a name server that is silent holds
 * one thread for each endpoint. An answer is kept for a second, so that a busy lane does not start a thread for each
 * request; behind it the JVM keeps answers too, as long as {@code networkaddress.cache.ttl} says. Thread-safe.
 */
public final class NameLookup {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String host;
    private final Resolver resolver;
    private final LongSupplier nanoTime;
    private long askedAt;
    private @Nullable CompletableFuture<List<InetAddress>> running;

    public NameLookup(String host) {
        this(host, InetAddress::getAllByName, System::nanoTime);
    }

    NameLookup(String host, Resolver resolver, LongSupplier nanoTime) {
        this.host = host;
        this.resolver = resolver;
        this.nanoTime = nanoTime;
    }

    /** Asks for the addresses of a name. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Waits for at most that time; empty when the name leads nowhere or its server is silent. */
    public List<InetAddress> addresses(Duration patience) {
        try {
            return ask().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the resolver failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing is right or wrong by it: it only decides who waits.
    private synchronized CompletableFuture<List<InetAddress>> ask() {
        CompletableFuture<List<InetAddress>> current = running;
        if (current == null || (current.isDone() && !fresh(current))) {
            CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
            running = answer;
            askedAt = nanoTime.getAsLong();
            // Whoever asks first: others may wait for the answer who are more urgent.
            Thread.ofPlatform()
                    .daemon()
                    .name("resolve-" + host)
                    .priority(Thread.NORM_PRIORITY)
                    .start(() -> resolve(answer));
            return answer;
        }
        return current;
    }

    private boolean fresh(CompletableFuture<List<InetAddress>> answer) {
        return nanoTime.getAsLong() - askedAt < KEPT_NANOS
                && answer.state() == Future.State.SUCCESS
                && !answer.resultNow().isEmpty();
    }

    private void resolve(CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(List.of(resolver.resolve(host)));
        } catch (UnknownHostException e) {
            answer.complete(List.of());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }
}
