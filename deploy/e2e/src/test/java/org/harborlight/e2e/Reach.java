package org.harborlight.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What comes of an attempt to connect to a broker. */
enum Reach {
    CONNECTED,
    REFUSED,
    UNANSWERED;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Reach of(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
            return CONNECTED;
        } catch (SocketTimeoutException | NoRouteToHostException e) {
            return UNANSWERED;
        } catch (ConnectException e) {
            return REFUSED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
