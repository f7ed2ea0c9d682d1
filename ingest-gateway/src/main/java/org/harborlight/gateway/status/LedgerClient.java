package org.harborlight.gateway.status;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the ledger about a submitter's notices, over mutual TLS as a service of the exchange. Instances are asked in turn;
 * one that does not answer is passed over. Requests, waiting ones and the size of an answer are bounded. Used from the
 * event loop; never blocks.
 */
public final class LedgerClient {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerClient.class);
    private static final int MAX_ANSWER_BYTES = 512 * 1024;
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_WAITING = 512;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClientAgent client;
    private final List<URI> ledgers;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Connects on first use.
     *
     * @param ledgers base URLs of the ledger's instances, https
     */
    public LedgerClient(Vertx vertx, ClientSSLOptions tls, List<URI> ledgers) {
        this.ledgers = List.copyOf(ledgers);
        this.client = vertx.createHttpClient(
                new HttpClientConfig().setSsl(true).setConnectTimeout(TIMEOUT).setMaxRedirects(0),
                tls,
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
    }

    /** Never fails. */
    public Future<LedgerAnswer> ask(String submitterId, UUID noticeId) {
        return ask("/v1/status/" + submitterId + "/" + noticeId);
    }

    /**
     * Asks for the next notices of a submitter's list. Never fails.
     *
     * @param position as the ledger gave it, empty for the start
     */
    public Future<LedgerAnswer> list(String submitterId, String position, int limit) {
        return ask("/v1/notices/" + submitterId + "?limit=" + limit + "&after=" + position);
    }

    private Future<LedgerAnswer> ask(String path) {
        return ask(path, Math.floorMod(turn.getAndIncrement(), ledgers.size()), ledgers.size());
    }

    private Future<LedgerAnswer> ask(String path, int first, int left) {
        if (left == 0) {
            return Future.succeededFuture(new LedgerAnswer.Unreachable());
        }
        return ask(ledgers.get(first), path).recover(failure -> {
            LOG.atWarn()
                    .addKeyValue("reason", failure.getClass().getSimpleName())
                    .log("ledger did not answer");
            return ask(path, (first + 1) % ledgers.size(), left - 1);
        });
    }

    private Future<LedgerAnswer> ask(URI ledger, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(ledger.getHost())
                .setPort(ledger.getPort() < 0 ? 443 : ledger.getPort())
                .setSsl(true)
                .setURI(path)
                .setTimeout(TIMEOUT.toMillis());
        return client.request(options).compose(request -> request.send().compose(LedgerClient::read));
    }

    private static Future<LedgerAnswer> read(HttpClientResponse response) {
        return switch (response.statusCode()) {
            case 200 -> BoundedBody.read(response, MAX_ANSWER_BYTES).map(LedgerAnswer.Known::new);
            case 404 -> response.end().map(new LedgerAnswer.NotYetKnown());
            default -> {
                // The reset is heard here too, and would be logged as an error.
                response.exceptionHandler(_ -> {});
                var _ = response.request().reset();
                yield Future.failedFuture(new IllegalStateException("unexpected answer"));
            }
        };
    }
}
