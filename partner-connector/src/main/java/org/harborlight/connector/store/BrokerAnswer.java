package org.harborlight.connector.store;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what the brokers were asked. Stateless. */
final class BrokerAnswer {
    private BrokerAnswer() {}

    /**
     * Blocks until they have answered.
     *
     * @param failure message of the exception where they do not, or not in time
     * @throws IllegalStateException with it
     */
    static <T> T to(KafkaFuture<T> question, Duration patience, String failure) {
        try {
            return question.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(failure, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
