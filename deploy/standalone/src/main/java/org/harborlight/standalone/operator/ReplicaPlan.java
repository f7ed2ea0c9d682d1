package org.harborlight.standalone.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * Which brokers get the copies of one partition after another: each broker leads as many as the others and keeps as many
 * copies. Used by one thread.
 */
final class ReplicaPlan {
    private final List<Integer> brokers;
    private final int copies;
    private int given;

    /** @throws IllegalArgumentException where there are fewer brokers than copies */
    ReplicaPlan(List<Integer> brokers, int copies) {
        if (brokers.size() < copies) {
            throw new IllegalArgumentException(copies + " copies need as many brokers; there are " + brokers);
        }
        this.brokers = List.copyOf(brokers);
        this.copies = copies;
    }

    /** Of the next partition; the first one is to lead. */
    List<Integer> next() {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            chosen.add(brokers.get((given + i) % brokers.size()));
        }
        given++;
        return chosen;
    }
}
