package org.harborlight.connector.inbox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inboxes of all partners. Keeps nothing: a page is read from the topics where the partner's cursor stands, so any
 * instance serves any partner, and an old cursor shows the same deliveries again. Who waits holds a virtual thread and no
 * consumer, and is woken by the state that the lane of the partner records, on whichever instance. Thread-safe.
 */
public final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration READER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final long CLOSE_SECONDS = 20;

    private final InboxSources sources;
    private final InboxReaders readers;
    private final CursorSeal seal;
    private final InboxPlaces places;
    private final PageReader pages;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * How many may ask at a time.
     *
     * @param inAll most requests that are read for or wait, all partners together
     * @param each most of one partner
     */
    public record Limits(int inAll, int each) {}

    /**
     * What is asked.
     *
     * @param limit most deliveries
     * @param patience how long to wait where there is none
     */
    public record Request(String partnerId, Optional<String> cursor, int limit, Duration patience) {}

    public Inbox(InboxSources sources, InboxReaders readers, CursorSeal seal, Limits limits) {
        this.sources = sources;
        this.readers = readers;
        this.seal = seal;
        this.places = new InboxPlaces(limits.inAll(), limits.each());
        this.pages = new PageReader(sources);
        sources.meters().gauge("harborlight.connector.inbox.requests", places, InboxPlaces::taken);
    }

    /** Does not block; completes when there is an answer. */
    public CompletableFuture<InboxAnswer> ask(Request request) {
        Optional<InboxCursor> cursor = request.cursor()
                .map(text -> seal.open(request.partnerId(), text))
                .orElse(Optional.of(InboxCursor.START));
        if (cursor.isEmpty()) {
            return CompletableFuture.completedFuture(new InboxAnswer.Foreign());
        }
        if (!places.enter(request.partnerId())) {
            return CompletableFuture.completedFuture(new InboxAnswer.Unavailable());
        }
        return CompletableFuture.supplyAsync(() -> answer(request, cursor.get()), threads)
                .whenComplete((_, _) -> places.leave(request.partnerId()));
    }

    private InboxAnswer answer(Request request, InboxCursor cursor) {
        try {
            return wait(request, cursor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new InboxAnswer.Unavailable();
        } catch (KafkaException | IllegalStateException | LaneCut.SlowBrokerException e) {
            LOG.atWarn().addKeyValue("partner", request.partnerId()).setCause(e).log("inbox cannot be read");
            return new InboxAnswer.Unavailable();
        }
    }

    private InboxAnswer wait(Request request, InboxCursor from) throws InterruptedException {
        long end = System.nanoTime() + request.patience().toNanos();
        InboxCursor cursor = from;
        while (true) {
            if (!active(request.partnerId())) {
                return new InboxAnswer.NotActive();
            }
            InboxCursor at = cursor;
            Optional<PageReader.Outcome> outcome = readers.read(
                    READER_PATIENCE, consumer -> pages.read(consumer, request.partnerId(), at, request.limit()));
            if (outcome.isEmpty()) {
                return new InboxAnswer.Unavailable();
            }
            switch (outcome.get()) {
                case PageReader.Outcome.Expired expired -> {
                    return new InboxAnswer.Expired(seal.seal(request.partnerId(), expired.earliest()));
                }
                case PageReader.Outcome.NotKnown _ -> {
                    return new InboxAnswer.Unavailable();
                }
                case PageReader.Outcome.Page page -> {
                    if (!page.bodies().isEmpty() || !news(request.partnerId(), page.cursor(), end)) {
                        return new InboxAnswer.Page(page.bodies(), seal.seal(request.partnerId(), page.cursor()));
                    }
                    cursor = page.cursor();
                }
            }
        }
    }

    /** Waits until a lane has recorded something behind the cursor; false when the time is over. */
    private boolean news(String partnerId, InboxCursor cursor, long end) throws InterruptedException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            return false;
        }
        if (sources.ends().newer(partnerId, cursor.next())) {
            // What is there cannot be shown yet.
            Thread.sleep(left.compareTo(PAUSE) < 0 ? left : PAUSE);
            return true;
        }
        return sources.ends().await(partnerId, () -> newer(partnerId, cursor.next()), left);
    }

    private boolean newer(String partnerId, Map<TopicPartition, Long> next) {
        return !active(partnerId) || sources.ends().newer(partnerId, next);
    }

    private boolean active(String partnerId) {
        return sources.directory()
                .get()
                .participant(partnerId)
                .filter(Participant::getReceives)
                .filter(partner -> partner.getStatus() == ParticipantStatus.ACTIVE)
                .isPresent();
    }

    /** Answers those who wait, and waits for those who read. */
    @Override
    public void close() {
        sources.ends().close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("inbox requests did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
