package org.harborlight.connector.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A few consumers that all partners share, each made when it is first needed and lent to one thread at a time; so many
 * pages are in memory at once, and no more. Thread-safe.
 */
public final class InboxReaders implements AutoCloseable {
    private final IntFunction<Consumer<String, byte[]>> make;
    private final BlockingQueue<Place> free;

    /** Holds a consumer, or will. */
    private static final class Place {
        private final int number;
        private @Nullable Consumer<String, byte[]> consumer;

        Place(int number) {
            this.number = number;
        }
    }

    public InboxReaders(int count, IntFunction<Consumer<String, byte[]>> make) {
        this.make = make;
        this.free = new ArrayBlockingQueue<>(count);
        for (int number = 0; number < count; number++) {
            free.add(new Place(number));
        }
    }

    /** Empty when no reader became free in time. */
    <T> Optional<T> read(Duration patience, Function<Consumer<String, byte[]>, T> work) throws InterruptedException {
        Place place = free.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (place == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(consumer(place)));
        } catch (RuntimeException e) {
            discard(place);
            throw e;
        } finally {
            free.add(place);
        }
    }

    private Consumer<String, byte[]> consumer(Place place) {
        Consumer<String, byte[]> known = place.consumer;
        Consumer<String, byte[]> consumer = known == null ? make.apply(place.number) : known;
        place.consumer = consumer;
        return consumer;
    }

    private static void discard(Place place) {
        Consumer<String, byte[]> broken = place.consumer;
        place.consumer = null;
        if (broken != null) {
            broken.close();
        }
    }

    /** Closes what is not in use; its users end first. */
    @Override
    public void close() {
        List<Place> places = new ArrayList<>();
        free.drainTo(places);
        places.forEach(InboxReaders::discard);
    }
}
