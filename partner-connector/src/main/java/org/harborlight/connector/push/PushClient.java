package org.harborlight.connector.push;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.harborlight.connector.tls.AddressGuard;

/**
 * The HTTP client of one partner endpoint: its own connections, trust anchors and client certificate. Follows no
 * redirect, reads at most {@value #LARGEST_ANSWER} bytes of an answer, and gives up after one overall deadline. Blocks
 * the calling thread, which is a lane's virtual thread.
 */
final class PushClient implements AutoCloseable {
    static final int LARGEST_ANSWER = 16 * 1024;

    private final HttpClientAgent http;
    private final URI url;
    private final boolean allowPrivateAddress;
    private final Duration timeout;
    private final InstantSource clock;

    PushClient(HttpClientAgent http, URI url, boolean allowPrivateAddress, Duration timeout, InstantSource clock) {
        this.http = http;
        this.url = url;
        this.allowPrivateAddress = allowPrivateAddress;
        this.timeout = timeout;
        this.clock = clock;
    }

    PushAnswer push(PushRequest request) {
        return switch (AddressGuard.check(url.getHost(), allowPrivateAddress)) {
            case AddressGuard.Checked.Refused refused -> PushAnswer.Failed.outage(refused.reason());
            case AddressGuard.Checked.Dial dial -> exchange(request, dial);
        };
    }

    private PushAnswer exchange(PushRequest request, AddressGuard.Checked.Dial dial) {
        AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
        Future<PushAnswer> answer = http.request(options(request, dial)).compose(started -> {
            sent.set(started);
            return started.send(request.body()).compose(response -> read(response, request));
        });
        try {
            return answer.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon(answer, sent);
            return PushAnswer.Failed.outage("timeout");
        } catch (Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            return PushAnswer.Failed.outage(PushFaults.code(e));
        }
    }

    private static void abandon(Future<PushAnswer> answer, AtomicReference<HttpClientRequest> sent) {
        answer.onComplete(_ -> {});
        HttpClientRequest request = sent.get();
        if (request != null) {
            request.reset().onComplete(_ -> {});
        }
    }

    private RequestOptions options(PushRequest request, AddressGuard.Checked.Dial dial) {
        int port = url.getPort() < 0 ? 443 : url.getPort();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(true)
                .setServer(SocketAddress.inetSocketAddress(port, dial.address().getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setConnectTimeout(timeout.toMillis());
        request.headers().forEach(options::putHeader);
        return options;
    }

    private Future<PushAnswer> read(HttpClientResponse response, PushRequest request) {
        Promise<PushAnswer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > LARGEST_ANSWER) {
                answer.tryComplete(PushAnswer.Failed.here("answer-too-large"));
                response.request().reset().onComplete(_ -> {});
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(_ -> answer.tryComplete(AnswerReader.read(
                response.statusCode(), response.getHeader("retry-after"), body.getBytes(), request, clock.instant())));
        return answer.future();
    }

    @Override
    public void close() {
        http.shutdown(timeout.toMillis(), TimeUnit.MILLISECONDS).onComplete(_ -> {});
    }
}
