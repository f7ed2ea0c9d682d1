package org.harborlight.standalone.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.submitter.ExchangeAnswer;

/**
 * Fetches a partner's deliveries from its inbox. The order is what matters: verify, keep, acknowledge, save the cursor; so
 * that a crash at any point leads at most to a repeat. The last two go on beside the next page. What does not verify is not
 * acknowledged, and from there on the cursor is not saved: the next pull asks for it again. For one thread.
 */
public final class InboxPull {
    private static final int LIMIT = 20;
    private static final int MOST_WAITING = 200;

    private final ConnectorClient client;
    private final DeliveryVerifier verifier;
    private final ReceivingSystem.Desk desk;
    private final AckQueue acks;
    private final InstantSource clock;
    private Optional<String> cursor;

    /** Begins where the saved cursor stands. */
    public InboxPull(
            ConnectorClient client,
            DeliveryVerifier verifier,
            ReceivingSystem.Desk desk,
            InboxCursor saved,
            Optional<SigningKey> receiptKey,
            InstantSource clock) {
        this.client = client;
        this.verifier = verifier;
        this.desk = desk;
        this.acks = new AckQueue(new Acknowledgements(client, receiptKey, clock), saved);
        this.clock = clock;
        this.cursor = saved.load();
    }

    /** What came of asking once. */
    public sealed interface Step {
        /**
         * A page; empty when nothing is left to read, and then everything before it has been acknowledged as well.
         *
         * @param kept durably; their acknowledgement is on its way
         * @param notGenuine reasons, one for each delivery that was not kept
         * @param notTaken ids of deliveries kept so far, with why the exchange did not take the acknowledgement
         */
        record Page(List<DeliveryCheck.Genuine> kept, List<String> notGenuine, Map<String, String> notTaken)
                implements Step {
            public boolean empty() {
                return kept.isEmpty() && notGenuine.isEmpty() && notTaken.isEmpty();
            }
        }

        /** Deliveries were deleted before they were read; reading goes on at the earliest that are kept. */
        record Expired() implements Step {}

        /** The exchange did not give a page. */
        record Refused(ExchangeAnswer answer) implements Step {}
    }

    /**
     * Asks for a page and deals with it.
     *
     * @param wait how long the exchange may hold the request while there is nothing
     * @throws IOException when no answer came; calling again is safe
     */
    public Step next(Duration wait) throws IOException {
        ExchangeAnswer answer = client.inbox(cursor, LIMIT, wait);
        return switch (answer.status()) {
            case 200 -> take(page(answer.body()));
            case 410 -> expired(answer);
            default -> new Step.Refused(answer);
        };
    }

    private static InboxPage page(byte[] body) throws IOException {
        try {
            return InboxPage.parse(body);
        } catch (DecodeException e) {
            throw new IOException("the answer is not a page of an inbox", e);
        }
    }

    private Step take(InboxPage page) throws IOException {
        Instant now = clock.instant();
        List<DeliveryCheck.Genuine> kept = new ArrayList<>();
        List<String> notGenuine = new ArrayList<>();
        for (byte[] body : page.deliveries()) {
            switch (verify(body, now)) {
                case DeliveryCheck.Genuine genuine -> {
                    desk.take(genuine, body, now);
                    kept.add(genuine);
                }
                case DeliveryCheck.Refused(String reason) -> {
                    desk.refused(reason, body);
                    notGenuine.add(reason);
                }
            }
        }
        if (!notGenuine.isEmpty()) {
            acks.hold();
        }
        move(page.cursor(), kept);
        if (page.deliveries().isEmpty() || acks.size() > MOST_WAITING) {
            acks.flush();
        }
        return new Step.Page(List.copyOf(kept), List.copyOf(notGenuine), acks.notTaken());
    }

    private DeliveryCheck verify(byte[] body, Instant now) throws IOException {
        try {
            return verifier.verify(body, now);
        } catch (UncheckedIOException e) {
            throw new IOException("what a delivery was written with could not be fetched", e);
        }
    }

    /** Waits until what is kept is acknowledged; what of it was not taken, with reasons. */
    public Map<String, String> finish() throws IOException {
        acks.flush();
        return acks.notTaken();
    }

    private Step expired(ExchangeAnswer answer) throws IOException {
        String earliest = answer.problem()
                .map(problem -> problem.path("earliest").asText())
                .orElse("");
        if (earliest.isEmpty()) {
            throw new IOException("the exchange does not say where to go on");
        }
        move(earliest, List.of());
        return new Step.Expired();
    }

    private void move(String next, List<DeliveryCheck.Genuine> kept) {
        if (!cursor.equals(Optional.of(next))) {
            cursor = Optional.of(next);
            acks.add(kept, next);
        }
    }
}
