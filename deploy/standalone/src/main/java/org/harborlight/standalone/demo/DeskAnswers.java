package org.harborlight.standalone.demo;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeskAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers as a desk would: confirms every retraction, reports content removed, acknowledges one case in four. A
 * delivery is answered on a virtual thread of its own, again while the exchange does not know its receipt yet.
 */
final class DeskAnswers implements Consumer<Received>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskAnswers.class);
    private static final int TRIES = 20;
    private static final long PAUSE_MILLIS = 150;

    private final ConnectorClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    DeskAnswers(ConnectorClient client) {
        this.client = client;
    }

    @Override
    public void accept(Received received) {
        choose(received.delivery()).ifPresent(answer -> threads.execute(() -> send(received.delivery(), answer)));
    }

    int answered() {
        return answered.get();
    }

    int failed() {
        return failed.get();
    }

    private static Optional<FeedbackAnswer> choose(Delivery delivery) {
        if (delivery.getKind() == DeliveryKind.CASE_RETRACTED) {
            return Optional.of(FeedbackAnswer.RETRACTION_APPLIED);
        }
        if (Math.floorMod(delivery.getDeliveryId().hashCode(), 4) != 0) {
            return Optional.empty();
        }
        return Optional.of(
                delivery.getRecipientKind() == StakeholderKind.HOTLINE
                        ? FeedbackAnswer.REMOVED
                        : FeedbackAnswer.ACKNOWLEDGED);
    }

    private void send(Delivery delivery, FeedbackAnswer answer) {
        int status = 0;
        for (int i = 0; i < TRIES; i++) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                status = client.answer(delivery.getDeliveryId(), DeskAnswer.of(answer, true))
                        .status();
                if (status / 100 == 2) {
                    answered.incrementAndGet();
                    return;
                }
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("feedback not sent, trying again");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        failed.incrementAndGet();
        LOG.atWarn()
                .addKeyValue("partner", delivery.getPartnerId())
                .addKeyValue("status", status)
                .log("feedback was not taken");
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
