package org.harborlight.gateway;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One listener to a stream of events: every line that came, and whether the stream has ended. Thread-safe. */
final class EventListener implements HttpResponse.BodyHandler<Void>, Flow.Subscriber<String>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse.ResponseInfo> head = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    HttpResponse.ResponseInfo head() {
        return head.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The names of the timeline's entries that came, once there are so many. */
    List<String> await(int events) {
        Awaitility.await().atMost(PATIENCE).until(() -> data().size() >= events);
        return data().stream()
                .map(data -> new JsonObject(data).getString("event", "final"))
                .toList();
    }

    void awaitHeartbeat() {
        Awaitility.await().atMost(PATIENCE).until(() -> lines.contains(":"));
    }

    void awaitEnd() {
        Awaitility.await().atMost(PATIENCE).until(ended::isDone);
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** What a client names when it comes again. */
    String lastId() {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .reduce((_, later) -> later)
                .orElseThrow()
                .substring(4);
    }

    private List<String> data() {
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        head.complete(info);
        return BodySubscribers.fromLineSubscriber(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable broken) {
        ended.complete(null);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }

    /** Hangs up. */
    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
