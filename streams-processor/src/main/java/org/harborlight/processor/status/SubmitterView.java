package org.harborlight.processor.status;

import java.util.Objects;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.schemas.Digests;
import org.harborlight.schemas.HeldChangeKind;
import org.harborlight.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Where a notice stands, in a code and in words that a submitter may read: independent of whether it opened a case or
 * joined one.
 */
record SubmitterView(String state, String summary, @Nullable String reason) {
    private static final String REFERS_TO_UNKNOWN = "refers-to-unknown";

    static SubmitterView of(NoticeStatus status) {
        String name = status.getVerdict();
        if (name == null) {
            return new SubmitterView("being-routed", "accepted, being routed", null);
        }
        return switch (Verdict.valueOf(name)) {
            case HANDED_OVER, REPLAYED, UNSPECIFIED ->
                new SubmitterView("being-routed", "accepted, being routed", null);
            case DEAD_LETTERED ->
                new SubmitterView("not-processed", "could not be processed: " + status.getReason(), status.getReason());
            case HELD -> held(status);
            case TEST ->
                desks(status) == 0
                        ? new SubmitterView("test", "a test: checked, delivered to nobody", null)
                        : routed(status);
            case OPENED, LINKED -> routed(status);
        };
    }

    /**
     * Whether nothing can come any more: a desk that has the notice can always answer, what waits can be routed, and
     * what could not be processed can be redriven.
     */
    boolean isFinal() {
        return switch (state) {
            case "closed", "test" -> true;
            default -> false;
        };
    }

    private static SubmitterView held(NoticeStatus status) {
        String change = status.getHeldChange();
        if (HeldChangeKind.RELEASED.name().equals(change) || (change != null && desks(status) > 0)) {
            return routed(status);
        }
        boolean stillHeld = HeldChangeKind.STILL_HELD.name().equals(change);
        if (change != null && !stillHeld) {
            String reason = Objects.requireNonNullElse(status.getHeldChangeReason(), "unspecified");
            return new SubmitterView("closed", "closed: " + reason, reason);
        }
        if (Digests.WAITS.equals(status.getReason()) && !stillHeld) {
            return new SubmitterView("held", "held: goes out together with others within the hour", Digests.WAITS);
        }
        return REFERS_TO_UNKNOWN.equals(status.getReason())
                ? new SubmitterView("held", "held: the notice it refers to is not known", REFERS_TO_UNKNOWN)
                : new SubmitterView("held", "held: no recipient yet", null);
    }

    private static SubmitterView routed(NoticeStatus status) {
        long desks = desks(status);
        if (desks == 0) {
            return new SubmitterView("processed", "processed", null);
        }
        return new SubmitterView("with-desks", "with " + desks + (desks == 1 ? " desk" : " desks"), null);
    }

    private static long desks(NoticeStatus status) {
        return status.getDeliveries().size() + status.getMoreDeliveries();
    }
}
