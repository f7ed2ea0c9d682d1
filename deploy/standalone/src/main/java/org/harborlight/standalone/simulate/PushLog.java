package org.harborlight.standalone.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * What came, as a partner that honours the delivery id keeps it, and as an oracle needs it: by delivery id the digests,
 * the attempts, and whether a receipt was given out. Each entry is a line of JSON in a file, where one is wanted, written
 * before anything that comes after it. Thread-safe.
 */
public final class PushLog implements AutoCloseable {
    private final Optional<FileChannel> file;
    private final Consumer<Entry> listener;
    private final SequencedMap<String, Seen> seen = new LinkedHashMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    private static final class Seen {
        private final Set<String> digests = new LinkedHashSet<>();
        private final Set<String> notices = new LinkedHashSet<>();
        private int attempts;
        private boolean honoured;
    }

    /** In memory only. */
    public PushLog() {
        this(Optional.empty(), _ -> {});
    }

    /**
     * Opens the file, to append to it.
     *
     * @param listener is told each entry as well
     */
    public PushLog(Optional<Path> path, Consumer<Entry> listener) {
        this.file = path.map(PushLog::open);
        this.listener = listener;
    }

    private static FileChannel open(Path path) {
        try {
            if (!Files.exists(path)) {
                SecretFiles.write(path, "");
            }
            return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** Counts an attempt; the first one is 1. */
    synchronized int attempt(Told told) {
        Seen delivery = seen.computeIfAbsent(told.deliveryId(), _ -> new Seen());
        delivery.digests.add(told.digest());
        delivery.notices.add(told.noticeId());
        return ++delivery.attempts;
    }

    synchronized void add(Entry entry) {
        file.ifPresent(channel -> write(channel, entry.toJson().toString() + '\n'));
        outcomes.merge(entry.outcome(), 1, Integer::sum);
        Seen delivery = seen.get(entry.told().deliveryId());
        if (delivery != null) {
            delivery.honoured |= entry.honoured();
        }
        listener.accept(entry);
    }

    private static void write(FileChannel channel, String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log", e);
        }
    }

    /** Ids of all deliveries that came, whatever became of them. */
    public synchronized Set<String> deliveries() {
        return new LinkedHashSet<>(seen.keySet());
    }

    /** Ids of those for which a right receipt was given out. */
    public synchronized Set<String> honoured() {
        return seen.entrySet().stream()
                .filter(delivery -> delivery.getValue().honoured)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Notices that an honoured delivery named as its cause. */
    public synchronized Set<String> notices() {
        return seen.values().stream()
                .filter(delivery -> delivery.honoured)
                .flatMap(delivery -> delivery.notices.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Ids under which more than one content came. */
    public synchronized List<String> contradictory() {
        return seen.entrySet().stream()
                .filter(delivery -> delivery.getValue().digests.size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    public synchronized int attempts(String deliveryId) {
        Seen delivery = seen.get(deliveryId);
        return delivery == null ? 0 : delivery.attempts;
    }

    synchronized boolean isHonoured(String deliveryId) {
        Seen delivery = seen.get(deliveryId);
        return delivery != null && delivery.honoured;
    }

    /** Another delivery that came, and its digest. */
    synchronized Optional<Told> other(String deliveryId) {
        return seen.sequencedEntrySet().reversed().stream()
                .filter(delivery -> !delivery.getKey().equals(deliveryId))
                .findFirst()
                .map(delivery -> new Told(
                        delivery.getKey(),
                        "",
                        "",
                        delivery.getValue().digests.iterator().next()));
    }

    /** How often each thing was done, by its code. */
    public synchronized Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    @Override
    public synchronized void close() {
        file.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close the log", e);
            }
        });
    }
}
