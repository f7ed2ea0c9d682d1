package org.harborlight.gateway.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What each submitter holds of the room. Where room is scarce and k submitters hold some, none gets more than one part in
 * k + 1 of the whole: whoever comes next finds room, however much the others send. Safe for all threads.
 */
final class SubmitterShares {
    private final AdmissionLimits limits;
    private final Map<String, Holding> holdings = new ConcurrentHashMap<>();

    SubmitterShares(AdmissionLimits limits) {
        this.limits = limits;
    }

    private record Holding(int records, long bytes) {
        static final Holding NOTHING = new Holding(0, 0);
    }

    /** Whether the submitter may have this too; who holds nothing yet always may. */
    boolean take(String submitterId, long bodyBytes, boolean scarce) {
        AtomicBoolean taken = new AtomicBoolean();
        int parts = holdings.size() + 1;
        holdings.compute(submitterId, (_, known) -> {
            Holding before = known == null ? Holding.NOTHING : known;
            Holding after = new Holding(before.records() + 1, before.bytes() + bodyBytes);
            taken.set(!scarce || before.records() == 0 || within(after, bodyBytes, parts));
            return taken.get() ? after : known;
        });
        return taken.get();
    }

    /** A notice of a batch brings no bytes: the batch holds them, and must not be cut in half by its own size. */
    private boolean within(Holding after, long bodyBytes, int parts) {
        return after.records() <= limits.records() / parts
                && (bodyBytes == 0 || after.bytes() <= limits.bytes() / parts);
    }

    /** Gives back some of the bytes of a record that stays. */
    void shrink(String submitterId, long bytes) {
        holdings.computeIfPresent(submitterId, (_, held) -> new Holding(held.records(), held.bytes() - bytes));
    }

    /** Gives back a record and its bytes. */
    void giveBack(String submitterId, long bytes) {
        holdings.computeIfPresent(
                submitterId,
                (_, held) -> held.records() <= 1 ? null : new Holding(held.records() - 1, held.bytes() - bytes));
    }
}
