package org.harborlight.standalone.conformance;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Closes a socket when a time is over, and tells that it did. */
final class Alarm {
    private final Socket socket;
    private volatile boolean rang;

    Alarm(Socket socket) {
        this.socket = socket;
    }

    /** Waits; an interrupt calls it off. */
    void after(Duration time) {
        try {
            Thread.sleep(time);
            rang = true;
            socket.close();
        } catch (InterruptedException calledOff) {
            Thread.currentThread().interrupt();
        } catch (IOException closed) {
            // It is closed either way.
        }
    }

    boolean rang() {
        return rang;
    }
}
