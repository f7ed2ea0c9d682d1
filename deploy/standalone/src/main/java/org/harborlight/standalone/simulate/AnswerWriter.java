package org.harborlight.standalone.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Puts answers on one connection. What is cut or never sent ends it.
 *
 * @param raw the TCP socket below TLS
 */
record AnswerWriter(Socket raw, Socket tls, Duration drip) {
    private static final int TRICKLE = 1;
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    /** Whether the whole answer is out. Throws where the client has gone before that. */
    boolean write(Answer answer, boolean keepOpen) throws IOException {
        return switch (answer) {
            case Answer.Whole whole -> {
                send(head(whole.status(), whole.headers(), whole.body().length, keepOpen), whole.body());
                yield true;
            }
            case Answer.Dripped(byte[] body) -> {
                drip(body, keepOpen);
                yield true;
            }
            case Answer.Cut(byte[] body) -> {
                send(head(200, JSON, body.length, false), Arrays.copyOf(body, body.length / 2));
                reset();
                yield false;
            }
            case Answer.Silence _ -> {
                awaitEnd();
                yield false;
            }
        };
    }

    private void drip(byte[] body, boolean keepOpen) throws IOException {
        OutputStream out = tls.getOutputStream();
        send(head(200, JSON, body.length, keepOpen), new byte[0]);
        for (int i = 0; i < body.length; i += TRICKLE) {
            pause();
            out.write(body, i, TRICKLE);
            out.flush();
        }
    }

    private void pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(drip.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void send(byte[] head, byte[] body) throws IOException {
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        OutputStream out = tls.getOutputStream();
        out.write(all);
        out.flush();
    }

    /** A TCP reset rather than an end of the stream. */
    private void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    /** Until the client goes away, or the simulator closes the socket. */
    private void awaitEnd() throws IOException {
        byte[] nothing = new byte[256];
        while (tls.getInputStream().read(nothing) >= 0) {
            // What comes now is not looked at.
        }
    }

    private static byte[] head(int status, Map<String, String> headers, int length, boolean keepOpen) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(length).append("\r\n");
        head.append(keepOpen ? "" : "connection: close\r\n").append("\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
