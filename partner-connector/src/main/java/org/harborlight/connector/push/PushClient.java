package org.harborlight.connector.push;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.harborlight.connector.tls.AddressGuard;
import org.harborlight.connector.tls.NameLookup;

/**
 * The HTTP client of one partner endpoint: its own connections, trust anchors and client certificate. Follows no
 * redirect, reads at most {@value #LARGEST_ANSWER} bytes of an answer, and gives up after one overall deadline, name
 * resolution and all addresses included. Blocks the calling thread, which is a lane's or one of its requests'.
 */
final class PushClient implements AutoCloseable {
    /** To one delivery. */
    static final int LARGEST_ANSWER = 16 * 1024;
    /** For each further one of a batch: an echo with a receipt that is signed with the largest kind of key. */
    private static final int FURTHER_ECHO = 6 * 1024;

    private final HttpClientAgent http;
    private final Context context;
    private final URI url;
    private final NameLookup lookup;
    private final boolean allowPrivateAddress;
    private final Duration timeout;
    private final InstantSource clock;

    /** @param context an event loop's, on which answers are read: read elsewhere, one could end before it is looked at */
    PushClient(
            HttpClientAgent http,
            Context context,
            URI url,
            boolean allowPrivateAddress,
            Duration timeout,
            InstantSource clock) {
        this.http = http;
        this.context = context;
        this.url = url;
        this.lookup = new NameLookup(url.getHost());
        this.allowPrivateAddress = allowPrivateAddress;
        this.timeout = timeout;
        this.clock = clock;
    }

    List<PushAnswer> push(PushRequest request) {
        Deadline deadline = Deadline.in(timeout);
        return switch (AddressGuard.check(lookup.addresses(deadline.left()), allowPrivateAddress)) {
            case AddressGuard.Checked.Refused refused -> request.all(PushAnswer.Failed.outage(refused.reason()));
            case AddressGuard.Checked.Dial dial -> dial(request, dial.addresses(), deadline);
        };
    }

    /** Each address in turn until one is connected; nothing has been sent to those before it. */
    private List<PushAnswer> dial(PushRequest request, List<InetAddress> addresses, Deadline deadline) {
        String fault = "timeout";
        for (int i = 0; i < addresses.size() && !deadline.over(); i++) {
            long share = Math.max(1, deadline.left().toMillis() / (addresses.size() - i));
            Attempt attempt = new Attempt(request, options(request, addresses.get(i), share));
            try {
                return attempt.answer(share, deadline);
            } catch (Throwable e) {
                fault = code(e);
                if (attempt.connected()) {
                    break;
                }
            } finally {
                attempt.end();
            }
        }
        return request.all(PushAnswer.Failed.outage(fault));
    }

    /**
     * One address, connected and asked in one go on the event loop, so that the lane's thread is woken once and not for
     * the connection too, which mostly stands already.
     */
    private final class Attempt {
        private final PushRequest request;
        private final Promise<List<PushAnswer>> answer = Promise.promise();
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CONNECTING);

        Attempt(PushRequest request, RequestOptions options) {
            this.request = request;
            context.runOnContext(_ -> http.request(options).onComplete(this::ask, answer::tryFail));
        }

        /** What became of it; a failure before there was a connection is one of this address only. */
        List<PushAnswer> answer(long connectMillis, Deadline deadline) throws TimeoutException {
            try {
                return answer.future().await(connectMillis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stage.compareAndSet(Stage.CONNECTING, Stage.GIVEN_UP)) {
                    throw e;
                }
                return answer.future().await(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        /** Ends a request that is still under way. */
        void end() {
            answer.tryFail("given up");
        }

        boolean connected() {
            return stage.get() == Stage.CONNECTED;
        }

        private void ask(HttpClientRequest connection) {
            answer.future().onFailure(_ -> connection.reset().onComplete(_ -> {}));
            if (stage.compareAndSet(Stage.CONNECTING, Stage.CONNECTED)) {
                connection
                        .send(request.body())
                        .compose(response -> read(response, request))
                        .onComplete(answer::tryComplete, answer::tryFail);
            }
        }
    }

    private enum Stage {
        CONNECTING,
        CONNECTED,
        GIVEN_UP
    }

    private static String code(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        return PushFaults.code(fault);
    }

    private RequestOptions options(PushRequest request, InetAddress address, long connectMillis) {
        int port = url.getPort() < 0 ? 443 : url.getPort();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(true)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setConnectTimeout(connectMillis);
        request.headers().forEach(options::putHeader);
        return options;
    }

    private Future<List<PushAnswer>> read(HttpClientResponse response, PushRequest request) {
        Promise<List<PushAnswer>> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        int largest = LARGEST_ANSWER + (request.items().size() - 1) * FURTHER_ECHO;
        response.exceptionHandler(answer::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > largest) {
                answer.tryComplete(request.all(PushAnswer.Failed.here("answer-too-large")));
                response.request().reset().onComplete(_ -> {});
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(_ -> answer.tryComplete(request.rule()
                .read(
                        response.statusCode(),
                        response.getHeader("retry-after"),
                        body.getBytes(),
                        request,
                        clock.instant())));
        return answer.future();
    }

    @Override
    public void close() {
        http.shutdown(timeout.toMillis(), TimeUnit.MILLISECONDS).onComplete(_ -> {});
    }
}
