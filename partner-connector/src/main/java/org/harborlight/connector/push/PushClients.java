package org.harborlight.connector.push;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.connector.tls.PartnerTls;
import org.harborlight.schemas.Endpoint;

/**
 * One client for each partner and contact, so that no connection, trust anchor or setting of one is ever used for another. A changed
 * endpoint in the directory gets a new client; the old one ends after its running request. Thread-safe.
 */
public final class PushClients implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final PartnerTls tls;
    private final Settings settings;
    private final InstantSource clock;
    private final Map<String, Made> clients = new ConcurrentHashMap<>();

    public PushClients(Vertx vertx, PartnerTls tls, Settings settings, InstantSource clock) {
        this.vertx = vertx;
        this.tls = tls;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * How clients behave.
     *
     * @param timeout of one request, everything included
     * @param connections to one partner, for all its lanes
     */
    public record Settings(Duration timeout, int connections) {}

    private record Made(Endpoint endpoint, PushClient client) {}

    /**
     * One answer for each delivery of the request. Blocks for at most the configured timeout.
     *
     * @param client names the partner, and which of its endpoints
     */
    public List<PushAnswer> push(String client, Endpoint endpoint, PushRequest request) {
        Optional<URI> url = usable(endpoint.getUrl());
        if (url.isEmpty()) {
            return request.all(PushAnswer.Failed.outage("endpoint-unusable"));
        }
        Made made = clients.compute(client, (_, known) -> {
            if (known != null && known.endpoint().equals(endpoint)) {
                return known;
            }
            if (known != null) {
                known.client().close();
            }
            return new Made(endpoint, make(endpoint, url.get()));
        });
        return made.client().push(request);
    }

    private PushClient make(Endpoint endpoint, URI url) {
        HttpClientConfig config = new HttpClientConfig()
                .setSsl(true)
                .setVerifyHost(true)
                .setVersions(HttpVersion.HTTP_1_1)
                .setConnectTimeout(settings.timeout())
                .setHttp1Config(new Http1ClientConfig().setKeepAliveTimeout(KEEP_ALIVE))
                .setMaxRedirects(0);
        HttpClientAgent http = vertx.httpClientBuilder()
                .with(config)
                .with(tls.clientOptions(endpoint.getTrustAnchorPem()))
                .with(new PoolOptions().setHttp1MaxSize(settings.connections()))
                .build();
        return new PushClient(
                http, vertx.getOrCreateContext(), url, endpoint.getAllowPrivateAddress(), settings.timeout(), clock);
    }

    /** Only absolute https URLs with a host and nothing else in the authority but a port. */
    static Optional<URI> usable(String text) {
        try {
            URI url = URI.create(text);
            boolean https = "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null;
            return https && url.getUserInfo() == null && url.getFragment() == null
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        clients.values().forEach(made -> made.client().close());
        clients.clear();
    }
}
