package org.harborlight.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.harborlight.schemas.MediaTypes;

/**
 * One submitter of several. It has so many connections, gives up on an answer after a while, and sends again what was not
 * accepted. One thread sends; answers come on an event loop.
 */
final class CrowdMember implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final long NAP = 200_000;
    private static final long PATIENCE_MS = 10_000;

    private final Spec spec;
    private final BodyPool bodies;
    private final Context context;
    private final HttpClient client;
    private final List<RequestOptions> targets;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Stretch stretch = new Stretch();
    private int next;

    /**
     * Who it is.
     *
     * @param tls folder with certificate, key and trust
     * @param bodies file of request bodies
     */
    record Spec(String name, Path tls, Path bodies, Connections connections) {}

    CrowdMember(Vertx vertx, List<String> gateways, Spec spec) throws IOException {
        this.spec = spec;
        this.bodies = new BodyPool(spec.bodies());
        this.context = vertx.getOrCreateContext();
        this.client = SubmitterHttp.client(vertx, spec.tls(), spec.connections());
        this.targets = SubmitterHttp.targets(gateways, "/v1/notices", MediaTypes.SIGNED_NOTICE);
    }

    String name() {
        return spec.name();
    }

    /** Counts anew; gives what counted so far. */
    Stretch turn() {
        Stretch ended = stretch;
        stretch = new Stretch();
        return ended;
    }

    /** Open loop: so many a second, each at its time; one that finds no connection free is held back. */
    void pace(double perSecond, long end) throws IOException {
        if (perSecond <= 0) {
            return;
        }
        OpenLoop.run(perSecond, end, due -> {
            stretch.asked();
            if (inFlight.get() < spec.connections().requests()) {
                send(due);
            } else {
                stretch.heldBack();
            }
        });
    }

    /** Closed loop: so many in flight. */
    void keep(int requests, long end) throws IOException {
        while (System.nanoTime() < end) {
            if (inFlight.get() < Math.min(requests, spec.connections().requests())) {
                stretch.asked();
                send(System.nanoTime());
            } else {
                LockSupport.parkNanos(NAP);
            }
        }
    }

    /** Sends what was not accepted until all of it is, or the time is over; returns how many are left. */
    int drain(long end) throws IOException {
        while (System.nanoTime() < end && (inFlight.get() > 0 || bodies.waiting() > 0)) {
            if (bodies.waiting() > 0 && inFlight.get() < spec.connections().requests()) {
                send(System.nanoTime());
            }
            LockSupport.parkNanos(SECOND / 100);
        }
        return inFlight.get() + bodies.waiting();
    }

    int different() {
        return bodies.different();
    }

    int rounds() {
        return bodies.rounds();
    }

    private void send(long intended) throws IOException {
        byte[] body = bodies.next();
        Stretch into = stretch;
        inFlight.incrementAndGet();
        RequestOptions target = targets.get(next++ % targets.size());
        context.runOnContext(_ -> client.request(target)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(response -> response.body().map(_ -> response.statusCode()))
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .onComplete(done -> {
                    if (done.succeeded()) {
                        into.answered(done.result(), intended);
                    } else {
                        into.failed();
                    }
                    if (!done.succeeded() || done.result() != 202) {
                        bodies.giveBack(body);
                    }
                    inFlight.decrementAndGet();
                }));
    }

    @Override
    public void close() throws IOException {
        client.close();
        bodies.close();
    }
}
