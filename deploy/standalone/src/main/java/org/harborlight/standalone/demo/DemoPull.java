package org.harborlight.standalone.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.harborlight.standalone.partner.InboxPull;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A desk that fetches: asks for its deliveries all the time, on a virtual thread, until it is closed. */
final class DemoPull implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoPull.class);
    private static final Duration LONG_POLL = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 250;

    private final String partnerId;
    private final InboxPull pull;
    private final Thread thread;
    private volatile boolean closed;

    DemoPull(String partnerId, InboxPull pull) {
        this.partnerId = partnerId;
        this.pull = pull;
        this.thread = Thread.ofVirtual().name("pull-" + partnerId).start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                if (pull.next(LONG_POLL) instanceof InboxPull.Step.Refused(var answer)) {
                    LOG.atWarn()
                            .addKeyValue("partner", partnerId)
                            .addKeyValue("reason", answer.reason())
                            .log("the inbox gave no page");
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                pause(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause(IOException fault) {
        LOG.atDebug().addKeyValue("partner", partnerId).setCause(fault).log("inbox not reached, trying again");
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
