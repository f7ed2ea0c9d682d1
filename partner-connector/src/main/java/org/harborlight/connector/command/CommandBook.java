package org.harborlight.connector.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.connector.store.LaneId;

/**
 * Commands without an answer, at every instance the same: the lane that owns a delivery takes its command from here, and
 * the answer, whichever instance wrote it, removes it. Filled by the follower of topic commands; thread-safe.
 */
public final class CommandBook {
    private final Map<String, OpenCommand> open = new ConcurrentHashMap<>();

    void add(OpenCommand command) {
        open.put(command.id(), command);
    }

    Optional<OpenCommand> find(String commandId) {
        return Optional.ofNullable(open.get(commandId));
    }

    List<OpenCommand> all() {
        return List.copyOf(open.values());
    }

    /** What this lane, here or at another instance, has to answer; oldest first. */
    public List<OpenCommand> of(LaneId lane) {
        return open.isEmpty()
                ? List.of()
                : open.values().stream()
                        .filter(command -> command.isFor(lane))
                        .sorted((one, other) -> Long.compare(
                                one.place().getOffset(), other.place().getOffset()))
                        .toList();
    }

    public void answered(String commandId) {
        open.remove(commandId);
    }
}
