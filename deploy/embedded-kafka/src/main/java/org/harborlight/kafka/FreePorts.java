package org.harborlight.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback address that nobody listens on. They lie below those that systems give to outgoing connections,
 * since such a connection could take one before its service listens there; and none is given out twice by one JVM, which is
 * why it remembers the last one. Thread-safe.
 */
public final class FreePorts {
    private static final int LOWEST = 10_240;
    private static final int COUNT = 32_768 - LOWEST;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    /** The next one. */
    public static int next() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port on " + EmbeddedKafka.HOST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(EmbeddedKafka.HOST))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
