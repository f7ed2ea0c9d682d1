package org.harborlight.schemas.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A client that means to hold a connection: says a little, then a byte every tenth of a second, or nothing. Gives how long it
 * was let; fails when nobody ends it in time.
 *
 * @param first what it says at once
 * @param drip what it says again and again; empty for silence
 */
public record SlowClient(Connecting connecting, String first, String drip) implements Callable<Duration> {
    private static final int PACE_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** How it connects: bare, or over TLS. */
    public interface Connecting {
        Socket open() throws Exception;
    }

    @Override
    public Duration call() throws Exception {
        long began = System.nanoTime();
        try (Socket socket = connecting.open()) {
            socket.setSoTimeout(PACE_MILLIS);
            say(socket, first);
            while (System.nanoTime() - began < PATIENCE.toNanos()) {
                if (ended(socket)) {
                    return Duration.ofNanos(System.nanoTime() - began);
                }
                say(socket, drip);
            }
        } catch (IOException cutOff) {
            return Duration.ofNanos(System.nanoTime() - began);
        }
        throw new IllegalStateException("nobody ended this connection");
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException goesOn) {
            return false;
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        if (!text.isEmpty()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }
}
