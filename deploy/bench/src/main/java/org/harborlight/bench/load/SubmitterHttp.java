package org.harborlight.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.List;

/** How a submitter of the load reaches the gateways: connections that stay open, over mutual TLS. */
final class SubmitterHttp {
    private SubmitterHttp() {}

    /** @param tls folder with certificate, key and trust */
    static HttpClient client(Vertx vertx, Path tls, Connections connections) {
        HttpVersion version = connections.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setSsl(true)
                        .setKeepAlive(true)
                        .setProtocolVersion(version)
                        .setAlpnVersions(List.of(version)) // no falling back: a figure is of what was asked for
                        .setUseAlpn(connections.http2())
                        .setHttp2MultiplexingLimit(connections.streams())
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(tls + "/certificate.pem")
                                .addKeyPath(tls + "/key.pem"))
                        .setTrustOptions(new PemTrustOptions().addCertPath(tls + "/trust.pem")),
                new PoolOptions()
                        .setHttp1MaxSize(connections.connections())
                        .setHttp2MaxSize(connections.connections())
                        .setMaxWaitQueueSize(-1));
    }

    /** The same call at each gateway. */
    static List<RequestOptions> targets(List<String> urls, String path, String contentType) {
        return urls.stream()
                .map(url -> new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url + path)
                        .putHeader("content-type", contentType))
                .toList();
    }
}
