package org.harborlight.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a submitter has to send: first what was refused or got no answer, as the contract asks of it, then what it has
 * never sent. One thread takes; any thread gives back.
 */
final class BodyPool implements AutoCloseable {
    private final Path file;
    private final Queue<byte[]> again = new ConcurrentLinkedQueue<>();
    private NoticeFile.Reader fresh;
    private int taken;
    private int rounds;

    BodyPool(Path file) throws IOException {
        this.file = file;
        this.fresh = new NoticeFile.Reader(file);
    }

    /** When all that were made have been sent, they are sent once more: the exchange takes them for repeats. */
    byte[] next() throws IOException {
        byte[] waiting = again.poll();
        if (waiting != null) {
            return waiting;
        }
        if (fresh.atEnd()) {
            fresh.close();
            fresh = new NoticeFile.Reader(file);
            rounds++;
        }
        taken += rounds == 0 ? 1 : 0;
        return fresh.next();
    }

    void giveBack(byte[] body) {
        again.add(body);
    }

    /** How many wait to be sent again. */
    int waiting() {
        return again.size();
    }

    /** How many different ones were sent. */
    int different() {
        return taken;
    }

    /** How often all of them were sent. */
    int rounds() {
        return rounds;
    }

    @Override
    public void close() throws IOException {
        fresh.close();
    }
}
