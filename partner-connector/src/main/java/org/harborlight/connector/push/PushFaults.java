package org.harborlight.connector.push;

import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** The code for a push that ended without an answer. Messages of exceptions go nowhere. */
final class PushFaults {
    private PushFaults() {}

    static String code(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SSLException _ -> {
                    return "tls";
                }
                case TimeoutException _ -> {
                    return "timeout";
                }
                case ConnectException _, NoRouteToHostException _ -> {
                    return "unreachable";
                }
                case HttpClosedException _ -> {
                    return "connection-closed";
                }
                default -> {}
            }
        }
        return "io";
    }
}
