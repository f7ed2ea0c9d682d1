package org.harborlight.standalone.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.SubmitterClient;

/** Asks for a status a few times, because right after acceptance the exchange does not know it yet. */
final class StatusWait {
    private static final int TRIES = 20;
    private static final long PAUSE_MILLIS = 250;

    private final SubmitterClient client;

    StatusWait(SubmitterClient client) {
        this.client = client;
    }

    Optional<ExchangeAnswer> known(String noticeId) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            ExchangeAnswer answer = client.status(noticeId);
            if (answer.status() == 200) {
                return Optional.of(answer);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
