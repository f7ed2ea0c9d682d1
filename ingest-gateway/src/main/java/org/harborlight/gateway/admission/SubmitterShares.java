package org.harborlight.gateway.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What each submitter holds of the room. Where room is scarce and k submitters hold some, none gets more than one part in
 * k + 1 of it: whoever comes next finds room, however much the others send. Standard notices are counted apart, so that
 * a submitter's own never stand in the way of its urgent ones. Safe for all threads.
 */
final class SubmitterShares {
    private final AdmissionLimits limits;
    private final Map<String, Holding> holdings = new ConcurrentHashMap<>();

    SubmitterShares(AdmissionLimits limits) {
        this.limits = limits;
    }

    /**
     * What one submitter holds.
     *
     * @param open records that are urgent, or whose lane is not known yet
     * @param standard records of the standard lane
     * @param bytes of all of them
     */
    private record Holding(int open, int standard, long bytes) {
        static final Holding NOTHING = new Holding(0, 0, 0);

        boolean isNothing() {
            return open <= 0 && standard <= 0;
        }
    }

    /** What is scarce at the moment. */
    record Scarce(boolean records, boolean bytes) {}

    /** Whether the submitter may have this too; who holds nothing yet always may. */
    boolean take(String submitterId, long bodyBytes, Scarce scarce) {
        AtomicBoolean taken = new AtomicBoolean();
        int parts = holdings.size() + 1;
        holdings.compute(submitterId, (_, known) -> {
            Holding before = known == null ? Holding.NOTHING : known;
            Holding after = new Holding(before.open() + 1, before.standard(), before.bytes() + bodyBytes);
            taken.set(hasRecords(before, scarce, parts) && hasBytes(before, after, bodyBytes, scarce, parts));
            return taken.get() ? after : known;
        });
        return taken.get();
    }

    private boolean hasRecords(Holding before, Scarce scarce, int parts) {
        return !scarce.records() || before.open() == 0 || before.open() < limits.urgentRecords() / parts;
    }

    /** A notice of a batch brings no bytes: the batch holds them, and must not be cut in half by its own size. */
    private boolean hasBytes(Holding before, Holding after, long bodyBytes, Scarce scarce, int parts) {
        return !scarce.bytes() || before.isNothing() || bodyBytes == 0 || after.bytes() <= limits.bytes() / parts;
    }

    /** Whether a record that the submitter holds may be one of the standard lane; it is from then on. */
    boolean makeStandard(String submitterId, boolean scarce) {
        AtomicBoolean made = new AtomicBoolean();
        int parts = holdings.size() + 1;
        holdings.computeIfPresent(submitterId, (_, held) -> {
            made.set(!scarce || held.standard() == 0 || held.standard() < limits.standardRecords() / parts);
            return made.get() ? new Holding(held.open() - 1, held.standard() + 1, held.bytes()) : held;
        });
        return made.get();
    }

    /** Gives back some of the bytes of a record that stays. */
    void shrink(String submitterId, long bytes) {
        holdings.computeIfPresent(
                submitterId, (_, held) -> new Holding(held.open(), held.standard(), held.bytes() - bytes));
    }

    /** Gives back a record and its bytes. */
    void giveBack(String submitterId, long bytes, boolean standard) {
        holdings.computeIfPresent(submitterId, (_, held) -> {
            Holding left = new Holding(
                    held.open() - (standard ? 0 : 1), held.standard() - (standard ? 1 : 0), held.bytes() - bytes);
            return left.isNothing() ? null : left;
        });
    }
}
