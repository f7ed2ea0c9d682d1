package org.harborlight.standalone.submitter;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.MediaTypes;

/** Talks to the exchange as one submitter, over mutual TLS. Blocking; safe for all threads. */
public final class SubmitterClient implements AutoCloseable {
    private final ExchangeHttp gateway;

    public SubmitterClient(URI gateway, SSLContext tls) {
        this.gateway = new ExchangeHttp(gateway, tls);
    }

    /**
     * Sends an encoded {@code SignedNotice}.
     *
     * @throws IOException when no answer came: the notice may have been accepted, so send the same bytes again
     */
    public ExchangeAnswer submit(byte[] signedNotice) throws IOException {
        return gateway.send(request("/v1/notices")
                .header("Content-Type", MediaTypes.SIGNED_NOTICE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(signedNotice)));
    }

    /** What became of a notice. */
    public ExchangeAnswer status(String noticeId) throws IOException {
        return gateway.send(request("/v1/notices/" + noticeId).GET());
    }

    /**
     * A page of the list of all its notices.
     *
     * @param after where the page before ended, empty for the first
     */
    public ExchangeAnswer list(String after, int limit) throws IOException {
        String from = after.isEmpty() ? "" : "&after=" + after;
        return gateway.send(request("/v1/notices?limit=" + limit + from).GET());
    }

    /** The exchange's public keys as a JWK set. */
    public ExchangeAnswer keys() throws IOException {
        return gateway.send(request("/v1/keys").GET());
    }

    private HttpRequest.Builder request(String path) {
        return gateway.request(path, Duration.ZERO);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
