package org.harborlight.standalone.submitter;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.harborlight.standalone.partner.JwkSet;

/**
 * Sends again what the exchange does not know although it was accepted: after the exchange went back to a backup, say. It
 * is asked for each notice first; the same bytes get the same receipt id. Where it is busy, it is asked again a few times.
 * Blocking; for one thread.
 */
public final class Resubmission {
    private static final int NOT_FOUND = 404;
    private static final int REPEATS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final SubmitterClient client;
    private final Outbox outbox;
    private final JwkSet exchangeKeys;
    private final Pause pause;

    public Resubmission(SubmitterClient client, Outbox outbox, JwkSet exchangeKeys, Pause pause) {
        this.client = client;
        this.outbox = outbox;
        this.exchangeKeys = exchangeKeys;
        this.pause = pause;
    }

    /** How it waits while the exchange is busy. */
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** One request to the exchange. */
    interface Request {
        ExchangeAnswer send() throws IOException;
    }

    /** What became of a notice of the outbox. */
    public sealed interface Result {
        /** The exchange has it. */
        record Known() implements Result {}

        /** It does not, and nothing was sent. */
        record Missing() implements Result {}

        /**
         * It did not, and was sent the notice.
         *
         * @param receiptId of the new receipt
         */
        record SentAgain(String receiptId) implements Result {}

        /** It does not, and will not: the same bytes are refused. */
        record Refused(String reason) implements Result {}

        /** It is still not there, or its receipt is not what it should be. */
        record Failed(String reason) implements Result {}
    }

    /**
     * Deals with one notice.
     *
     * @param send whether a missing one is sent
     * @throws IOException when no answer came; calling again is safe
     */
    public Result of(Outbox.Entry entry, boolean send) throws IOException {
        ExchangeAnswer status = patiently(() -> client.status(entry.noticeId()), pause);
        if (status.status() == 200) {
            return new Result.Known();
        }
        if (status.status() != NOT_FOUND) {
            return new Result.Failed(status.reason());
        }
        return send ? send(entry) : new Result.Missing();
    }

    /** Waits as long as the exchange says, within bounds. */
    static ExchangeAnswer patiently(Request request, Pause pause) throws IOException {
        ExchangeAnswer answer = request.send();
        for (int repeat = 0; repeat < REPEATS && answer.retryable(); repeat++) {
            Duration wait = answer.retryAfter().orElse(PAUSE);
            try {
                pause.of(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            answer = request.send();
        }
        return answer;
    }

    private Result send(Outbox.Entry entry) throws IOException {
        ExchangeAnswer answer = patiently(() -> client.submit(entry.bytes()), pause);
        if (!answer.accepted()) {
            return answer.status() >= 500 || answer.retryable()
                    ? new Result.Failed(answer.reason())
                    : new Result.Refused(answer.reason());
        }
        ReceiptCheck receipt = ReceiptCheck.of(answer.body(), exchangeKeys, Instant.now());
        if (!receipt.genuine()) {
            return new Result.Failed("receipt-not-genuine");
        }
        String receiptId = receipt.receipt().receiptId();
        Optional<String> first = outbox.receipt(entry.noticeId())
                .map(body -> ReceiptCheck.of(body, exchangeKeys, Instant.now())
                        .receipt()
                        .receiptId());
        outbox.keepLaterReceipt(entry.noticeId(), answer.body());
        return first.isPresent() && !first.get().equals(receiptId)
                ? new Result.Failed("receipt-differs")
                : new Result.SentAgain(receiptId);
    }
}
