package org.harborlight.service;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;

/**
 * Keeps the newest directory snapshot: reads the directory topic from its beginning on a thread of its own and folds
 * it with the {@link DirectoryLoader}. Until the whole topic has been read, and after a rollback below the highest head
 * ever seen, the directory counts as not loaded and {@link #current()} stays empty, so nobody is let in. Entries that
 * the loader rejects are counted and skipped. Safe for all threads.
 */
public final class DirectoryFollower implements AutoCloseable, MeterBinder {
    private final DirectoryFold fold;
    private final DirectoryTopicReader reader;
    private final Thread thread;

    private DirectoryFollower(DirectoryFold fold, DirectoryTopicReader reader) {
        this.fold = fold;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("directory-follower").daemon().unstarted(reader);
    }

    /**
     * Starts following.
     *
     * @param kafka settings for the consumer
     * @param headFile where the highest head seen is kept over restarts; without one a rollback is noticed only while
     *     the service runs
     */
    public static DirectoryFollower start(
            Map<String, Object> kafka,
            DirectoryLoader loader,
            WireFormat<SignedEnvelope> format,
            Optional<Path> headFile) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return start(new TopicReader(settings), loader, format, headFile);
    }

    static DirectoryFollower start(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            DirectoryLoader loader,
            WireFormat<SignedEnvelope> format,
            Optional<Path> headFile) {
        DirectoryFold fold = new DirectoryFold(loader, format, headFile.map(HeadFile::new));
        DirectoryFollower follower = new DirectoryFollower(fold, new DirectoryTopicReader(consumer, fold));
        follower.thread.start();
        return follower;
    }

    /** The newest snapshot; empty while not loaded. */
    public Directory current() {
        return fold.current();
    }

    public boolean loaded() {
        return fold.loaded();
    }

    /** Whether the topic ended below the highest head ever seen, or went another way: an alarm, never healed by itself. */
    public boolean rolledBack() {
        return fold.rolledBack();
    }

    /**
     * Where the newest record stands that is not accepted as the next entry, and why: an alarm until an entry is accepted
     * in its place.
     */
    public Optional<String> quarantined() {
        return fold.quarantined();
    }

    /** Called with each new snapshot on the follower's thread, and at once on this thread when one is loaded already. */
    public void onChange(Consumer<Directory> listener) {
        fold.onChange(listener);
    }

    /** Waits until the whole topic has been read; false when that did not happen in time or the directory was rolled back. */
    public boolean awaitLoaded(Duration patience) {
        return fold.awaitSettled(patience) && fold.loaded();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "harborlight.directory.sequence",
                        fold,
                        state -> state.current().sequence())
                .description("Sequence of the directory entry at the head; negative while none is loaded")
                .register(registry);
        Gauge.builder(
                        "harborlight.directory.operators.since",
                        fold,
                        state -> state.current().operators().since())
                .description("Sequence of the directory entry that names the operators; negative where they are the"
                        + " configured ones")
                .register(registry);
        Gauge.builder(
                        "harborlight.directory.operators",
                        fold,
                        state -> state.current().operators().current().keyIds().size())
                .description("Keys of operators that are believed now; 0 while no directory is loaded")
                .register(registry);
        Gauge.builder("harborlight.directory.rolled.back", fold, state -> state.rolledBack() ? 1 : 0)
                .description("1 after the directory topic went back behind the highest head seen")
                .register(registry);
        Gauge.builder(
                        "harborlight.directory.quarantined",
                        fold,
                        state -> state.quarantined().isPresent() ? 1 : 0)
                .description("1 while the newest record of the directory topic is not accepted as an entry")
                .register(registry);
        FunctionCounter.builder("harborlight.directory.rejected", fold, DirectoryFold::rejected)
                .description("Records of the directory topic that were not accepted as entries")
                .register(registry);
    }

    @Override
    public void close() {
        reader.stop();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
