package org.harborlight.standalone.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.harborlight.standalone.wire.HttpMessage;
import org.harborlight.standalone.wire.HttpReader;

/**
 * One TLS connection to the partner's endpoint and to nothing else: strict about chain and name as the connector is,
 * follows nothing. Each step has one overall time, reading byte by byte included. For one thread.
 */
final class PartnerConnection implements AutoCloseable {
    private final URI url;
    private final Duration limit;
    private final Socket raw;
    private final SSLSocket tls;
    private final HttpReader responses;

    private interface Step<T> {
        T take() throws IOException;
    }

    private PartnerConnection(URI url, Duration limit, Socket raw, SSLSocket tls) throws IOException {
        this.url = url;
        this.limit = limit;
        this.raw = raw;
        this.tls = tls;
        this.responses = HttpReader.ofResponses(tls.getInputStream());
    }

    /** Connects and shakes hands. */
    static PartnerConnection open(URI url, SSLContext context, Duration limit) throws IOException {
        Socket raw = connect(url, limit);
        try {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, url.getHost(), port(url), true);
            SSLParameters strict = tls.getSSLParameters();
            strict.setEndpointIdentificationAlgorithm("HTTPS");
            strict.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            tls.setSSLParameters(strict);
            within(limit, raw, () -> {
                tls.startHandshake();
                return tls;
            });
            return new PartnerConnection(url, limit, raw, tls);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** A bare TCP connection, for a handshake by hand: to the first of its addresses that takes one. */
    static Socket connect(URI url, Duration limit) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(url.getHost());
        IOException fault = new ConnectException("no address");
        for (InetAddress address : addresses) {
            try {
                return connect(new InetSocketAddress(address, port(url)), limit.dividedBy(addresses.length));
            } catch (IOException e) {
                fault = e;
            }
        }
        throw fault;
    }

    private static Socket connect(InetSocketAddress address, Duration limit) throws IOException {
        Socket raw = new Socket();
        try {
            raw.connect(address, (int) Math.max(1, limit.toMillis()));
            raw.setTcpNoDelay(true);
            return raw;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static int port(URI url) {
        return url.getPort() < 0 ? 443 : url.getPort();
    }

    SSLSession session() {
        return tls.getSession();
    }

    /** Sends a push and reads the answer; throws where none comes in time, or one larger than this. */
    HttpMessage post(TestPush push, int largestAnswer) throws IOException {
        return within(limit, raw, () -> {
            OutputStream out = tls.getOutputStream();
            out.write(head(push.headers(), push.body().length));
            out.write(push.body());
            out.flush();
            return responses.next(largestAnswer).orElseThrow(() -> new IOException("closed without an answer"));
        });
    }

    private byte[] head(Map<String, String> headers, int length) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nhost: ")
                .append(url.getRawAuthority())
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whatever the step waits for, writing too: when its time is over its socket is closed. */
    private static <T> T within(Duration limit, Socket raw, Step<T> step) throws IOException {
        Alarm alarm = new Alarm(raw);
        Thread watching = Thread.ofVirtual().start(() -> alarm.after(limit));
        try {
            return step.take();
        } catch (IOException e) {
            if (alarm.rang()) {
                throw new SocketTimeoutException();
            }
            throw e;
        } finally {
            watching.interrupt();
        }
    }

    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException closed) {
            // It is closed either way.
        }
    }
}
