package org.harborlight.connector.lane;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.command.OpenCommand;

/**
 * Which open commands a lane looks at in a cycle: a few, in turn, each only once everything is known that was written
 * before the command was seen and the partitions were owned. What is known stays good for the commands that were there
 * then, however many come after them; but not for a second command about a delivery that has been answered for since, whose
 * new state may not be seen yet. Belongs to the lane's thread.
 */
final class CommandRounds {
    /** An answer costs a read of the delivery; meanwhile nothing is sent. */
    static final int MOST = 32;

    /** How far the books go, and whether they are known so far. */
    interface Books {
        Marks ends();

        boolean known(Marks marks);
    }

    /** Ends of command-results and delivery-state. */
    record Marks(Map<TopicPartition, Long> results, Map<TopicPartition, Long> states) {}

    /** What must be known before these commands are answered for these partitions. */
    private record Knowledge(Set<String> commands, Set<TopicPartition> partitions, Marks marks) {
        static final Knowledge NOTHING = new Knowledge(Set.of(), Set.of(), new Marks(Map.of(), Map.of()));
    }

    private final Books books;
    private final Set<String> answered = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private boolean stale;
    private Knowledge knowledge = Knowledge.NOTHING;

    CommandRounds(Books books) {
        this.books = books;
    }

    /**
     * Lets some of them be answered. What was answered in earlier rounds is committed.
     *
     * @param open all commands of the lane, oldest first
     * @param partitions what the lane owns
     * @param answer whether it has answered the command, in the batch that is open
     * @param time whether there is time left in this cycle
     * @return whether there are more that can be looked at at once
     */
    boolean round(
            List<OpenCommand> open,
            Set<TopicPartition> partitions,
            Predicate<OpenCommand> answer,
            BooleanSupplier time) {
        if (open.isEmpty() || partitions.isEmpty()) {
            knowledge = Knowledge.NOTHING;
            answered.clear();
            return false;
        }
        Set<String> ids = open.stream().map(OpenCommand::id).collect(Collectors.toSet());
        answered.retainAll(ids);
        if (stale || !partitions.equals(knowledge.partitions())) {
            ask(ids, partitions);
        }
        if (!books.known(knowledge.marks())) {
            return false;
        }
        if (!look(open, answer, time)) {
            return true;
        }
        seen.clear();
        stale = stale || !knowledge.commands().containsAll(ids);
        return false;
    }

    /** Whether it came to the end of those that it may look at. */
    private boolean look(List<OpenCommand> open, Predicate<OpenCommand> answer, BooleanSupplier time) {
        int answers = 0;
        for (OpenCommand command : open) {
            String id = command.id();
            if (answered.contains(id)
                    || seen.contains(id)
                    || !knowledge.commands().contains(id)) {
                continue;
            }
            if (changed.contains(deliveryId(command))) {
                stale = true;
            } else {
                if (answers == MOST || !time.getAsBoolean()) {
                    return false;
                }
                seen.add(id);
                if (answer.test(command)) {
                    answered.add(id);
                    changed.add(deliveryId(command));
                    answers++;
                }
            }
        }
        return true;
    }

    private static String deliveryId(OpenCommand command) {
        return command.command().getDelivery().getDeliveryId();
    }

    private void ask(Set<String> commands, Set<TopicPartition> partitions) {
        seen.clear();
        changed.clear();
        stale = false;
        knowledge = new Knowledge(commands, partitions, books.ends());
    }
}
