package org.harborlight.connector.lane;

import java.time.Instant;
import java.util.Optional;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.EscalationTarget;
import org.harborlight.schemas.Redrive;
import org.harborlight.schemas.command.CommandRules;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's redrive does to the state of a delivery: the one step that leads from a terminal state back to
 * PENDING. A delivery remembers the last command that did so, and none that is not newer has an effect on it. Pure.
 */
final class Redrives {
    /** The ledger knows the step by it, and so does who reads the state. */
    static final String REASON = "redriven";

    private Redrives() {}

    /** Reason code of why the command has no effect on the delivery; empty where it may have one. */
    static Optional<String> refusal(Command command, Optional<DeliveryState> state, Instant now) {
        if (CommandRules.tooOld(command, now)) {
            return Optional.of(CommandRules.TOO_OLD);
        }
        return state.isEmpty() ? Optional.of("unknown-delivery") : refusal(command, state.get());
    }

    private static Optional<String> refusal(Command command, DeliveryState state) {
        return switch (state.getState()) {
            case UNSPECIFIED -> Optional.of("unknown-delivery");
            case PENDING -> Optional.of("pending");
            case RECEIPTED -> Optional.of("receipted");
            case REFUSED, EXPIRED, DEAD_LETTERED -> ended(command, state);
        };
    }

    private static Optional<String> ended(Command command, DeliveryState state) {
        if (state.getCaseId().isEmpty() || state.getSource() == null) {
            return Optional.of("never-believed");
        }
        Redrive last = state.getRedrive();
        if (last == null) {
            return Optional.empty();
        }
        if (last.getCommandId().equals(command.getCommandId())) {
            return Optional.of("applied-before");
        }
        return command.getAt().isAfter(last.getCommandedAt()) ? Optional.empty() : Optional.of("overtaken");
    }

    /**
     * Waits for its first attempt again, as if it had just been read, under the same id. Who was told that it failed before
     * is told anew, except the other partner: its pointer is the same delivery still.
     *
     * @param dueBy when its receipt is due now; null for one that is not urgent
     */
    static DeliveryState redriven(DeliveryState state, Command command, @Nullable Instant dueBy, Instant now) {
        if (state.getState() == DeliveryStatus.PENDING) {
            throw new IllegalArgumentException("only a delivery that has ended is redriven");
        }
        return DeliveryState.newBuilder(state)
                .setState(DeliveryStatus.PENDING)
                .setAttempts(0)
                .setNextAttemptAt(null)
                .setExpiresAt(null)
                .setDueBy(dueBy)
                .setEscalations(state.getEscalations().stream()
                        .filter(told -> told.getTo() == EscalationTarget.FALLBACK_PARTNER)
                        .toList())
                .setReason(REASON)
                .setRedrive(Redrive.newBuilder()
                        .setCommandId(command.getCommandId())
                        .setCommandedAt(command.getAt())
                        .setAt(now)
                        .setFrom(state.getState())
                        .setEndedAt(state.getUpdatedAt())
                        .build())
                .setUpdatedAt(now)
                .build();
    }
}
