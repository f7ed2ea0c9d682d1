package org.harborlight.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.SignedNotice;
import org.jspecify.annotations.Nullable;

/** A submitter's end: calls the gateway over mutual TLS with one certificate. Speaks HTTP/2 unless told otherwise. */
final class TestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SSLContext tls;
    private final int port;
    private final HttpClient http;

    TestClient(SSLContext tls, int port) {
        this.tls = tls;
        this.port = port;
        this.http = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    Answer get(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    Answer submit(SignedNotice notice) {
        return submit(TestNotices.body(notice));
    }

    Answer submit(byte[] body) {
        return submit(BodyPublishers.ofByteArray(body), MediaTypes.SIGNED_NOTICE, _ -> {});
    }

    Answer submitBatch(byte[] body) {
        return send(
                "/v1/notices/batch",
                request -> request.header("Content-Type", MediaTypes.SIGNED_NOTICE_BATCH)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    Answer submit(BodyPublisher body, String contentType, Consumer<HttpRequest.Builder> adjust) {
        return send("/v1/notices", request -> {
            request.header("Content-Type", contentType).POST(body);
            adjust.accept(request);
        });
    }

    Answer send(String path, Consumer<HttpRequest.Builder> adjust) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        adjust.accept(request);
        try {
            return Answer.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins to listen to the timeline of a notice, from its start or from where an earlier stream ended. */
    EventListener listen(String noticeId, @Nullable String lastEventId) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/v1/notices/" + noticeId + "/events"));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        EventListener listener = new EventListener();
        http.sendAsync(request.build(), listener).exceptionally(broken -> {
            listener.onError(broken);
            return null;
        });
        return listener;
    }

    RawConnection raw() throws IOException {
        return new RawConnection(tls, port);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
