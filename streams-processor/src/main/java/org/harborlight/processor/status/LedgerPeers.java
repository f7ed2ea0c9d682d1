package org.harborlight.processor.status;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks the other instances of the ledger over mutual TLS, always on an event loop: asked from elsewhere, an answer could
 * end before it is looked at. Never blocks; safe for all threads.
 */
final class LedgerPeers {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_CONNECTIONS = 8;
    private static final int MAX_WAITING = 64;

    private final HttpClientAgent client;
    private final Context context;

    LedgerPeers(Vertx vertx, ClientSSLOptions tls) {
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(
                new HttpClientConfig().setSsl(true).setConnectTimeout(TIMEOUT).setMaxRedirects(0),
                tls,
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
    }

    /** An instance's answer. */
    record Answer(int status, JsonObject body) {}

    Future<Answer> get(HostInfo instance, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(instance.host())
                .setPort(instance.port())
                .setSsl(true)
                .setURI(path)
                .setTimeout(TIMEOUT.toMillis())
                .setIdleTimeout(TIMEOUT.toMillis());
        if (Context.isOnEventLoopThread()) {
            return ask(options);
        }
        Promise<Answer> answer = Promise.promise();
        context.runOnContext(_ -> ask(options).onComplete(answer));
        return answer.future();
    }

    private Future<Answer> ask(RequestOptions options) {
        return client.request(options).compose(request -> request.send().compose(LedgerPeers::read));
    }

    private static Future<Answer> read(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), json(body)));
    }

    private static JsonObject json(Buffer body) {
        return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    }
}
