package org.harborlight.service;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.directory.OperatorHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a directory follower: the loader, the snapshot that the service sees, and the comparison with the
 * highest head seen. Written by the reader's thread only, read by all.
 */
final class DirectoryFold {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryFold.class);

    private enum State {
        LOADING,
        LOADED,
        ROLLED_BACK
    }

    private final DirectoryLoader loader;
    private final WireFormat<SignedEnvelope> format;
    private final Optional<HeadFile> headFile;
    private final Optional<HeadFile.Head> remembered;
    private final List<Consumer<Directory>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch settled = new CountDownLatch(1);
    private final LongAdder rejected = new LongAdder();
    private volatile State state = State.LOADING;
    private volatile Directory current = Directory.empty();
    private volatile Optional<String> quarantined = Optional.empty();

    DirectoryFold(DirectoryLoader loader, WireFormat<SignedEnvelope> format, Optional<HeadFile> headFile) {
        this.loader = loader;
        this.format = format;
        this.headFile = headFile;
        this.remembered = headFile.flatMap(HeadFile::read);
    }

    Directory current() {
        return current;
    }

    boolean loaded() {
        return state == State.LOADED;
    }

    boolean rolledBack() {
        return state == State.ROLLED_BACK;
    }

    double rejected() {
        return rejected.doubleValue();
    }

    /** Where the newest record stands that was not accepted, and why; empty again once an entry was accepted after it. */
    Optional<String> quarantined() {
        return quarantined;
    }

    void onChange(Consumer<Directory> listener) {
        listeners.add(listener);
        if (loaded()) {
            listener.accept(current);
        }
    }

    boolean awaitSettled(Duration patience) {
        try {
            return settled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void apply(ConsumerRecord<String, byte[]> record) {
        SignedEnvelope envelope;
        try {
            envelope = format.decode(record.value());
        } catch (DecodeException e) {
            reject(record, e.reason());
            return;
        }
        switch (loader.apply(envelope)) {
            case LoadResult.Rejected(String reason) -> reject(record, reason);
            case LoadResult.Applied(Directory directory) -> accept(directory);
        }
    }

    /** The reader has seen everything that stood in the topic when it began. */
    void endReached() {
        if (state != State.LOADING) {
            return;
        }
        Directory directory = loader.current();
        if (remembered.isPresent() && directory.sequence() < remembered.get().sequence()) {
            rollBack("topic ends below the highest head seen");
            return;
        }
        state = State.LOADED;
        publish(directory);
        settled.countDown();
    }

    void rollBack(String reason) {
        state = State.ROLLED_BACK;
        current = Directory.empty();
        LOG.atError().addKeyValue("reason", reason).log("directory cannot be relied on, nobody is let in");
        listeners.forEach(listener -> listener.accept(current));
        settled.countDown();
    }

    private void accept(Directory directory) {
        quarantined = Optional.empty();
        if (remembered.filter(head -> head.contradicts(directory)).isPresent()) {
            rollBack("topic went another way than the highest head seen");
        } else if (state == State.LOADED) {
            publish(directory);
        }
    }

    private void publish(Directory directory) {
        tellOperators(current, directory);
        current = directory;
        headFile.ifPresent(file -> remember(file, directory));
        LOG.atInfo()
                .addKeyValue("sequence", directory.sequence())
                .addKeyValue("head", directory.head())
                .log("directory changed");
        listeners.forEach(listener -> listener.accept(directory));
    }

    private static void tellOperators(Directory before, Directory now) {
        OperatorHistory operators = now.operators();
        if (operators.since() != before.operators().since()
                || before.operators().current().keyIds().isEmpty()) {
            LOG.atInfo()
                    .addKeyValue(
                            "operators", String.join(",", operators.current().keyIds()))
                    .addKeyValue("threshold", operators.current().threshold())
                    .addKeyValue("sequence", operators.since())
                    .log("these are the operators now");
        }
    }

    private static void remember(HeadFile file, Directory directory) {
        try {
            file.write(directory);
        } catch (UncheckedIOException e) {
            LOG.atError().setCause(e).log("directory head not kept, a rollback over a restart would not be noticed");
        }
    }

    private void reject(ConsumerRecord<String, byte[]> record, String reason) {
        rejected.increment();
        quarantined = Optional.of("offset " + record.offset() + ": " + reason);
        LOG.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("directory entry rejected");
    }
}
