package org.harborlight.connector.sweep;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.envelope.Sha256;

/**
 * The earliest pending delivery of each case in each partition, in a few bytes for each case: a digest stands for its
 * name, and two of the same are as good as impossible. One thread.
 */
final class QueueHeads {
    private static final long FREE = 0;

    private long[] keys = new long[1024];
    private long[] offsets = new long[1024];
    private int size;

    void add(DeliveryState state) {
        if (size * 2 >= keys.length) {
            grow();
        }
        put(key(state), state.getSource().getOffset());
    }

    /** Whether an earlier one of its case is pending. */
    boolean waits(DeliveryState state) {
        int slot = slot(key(state));
        return keys[slot] != FREE && offsets[slot] < state.getSource().getOffset();
    }

    private void put(long key, long offset) {
        int slot = slot(key);
        if (keys[slot] == FREE) {
            keys[slot] = key;
            offsets[slot] = offset;
            size++;
        } else {
            offsets[slot] = Math.min(offsets[slot], offset);
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] former = keys;
        long[] formerOffsets = offsets;
        keys = new long[former.length * 2];
        offsets = new long[former.length * 2];
        size = 0;
        for (int i = 0; i < former.length; i++) {
            if (former[i] != FREE) {
                put(former[i], formerOffsets[i]);
            }
        }
    }

    private static long key(DeliveryState state) {
        Origin source = state.getSource();
        String name = source.getTopic() + "/" + source.getPartition() + "/" + state.getCaseId();
        long key = ByteBuffer.wrap(Sha256.of(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return key == FREE ? 1 : key;
    }
}
