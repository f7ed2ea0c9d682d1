package org.harborlight.schemas.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;

/** What a command must be, whoever signed it: complete, within its bounds, and of today; where its answer stands. Pure. */
public final class CommandRules {
    /** How long a command may take effect: longer than any restart, short enough that nobody has forgotten it. */
    public static final Duration VALIDITY = Duration.ofHours(24);

    public static final int MAX_OPERATOR = 100;
    public static final int MAX_REASON = 500;
    /** Of a reference, in characters; as long as what a lane takes for a key. */
    private static final int MAX_REFERENCE = 200;

    public static final String TOO_OLD = "too-old";

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    /** Also the place of a record that was never believed; nothing that could break out of a line of a log. */
    private static final Pattern DELIVERY_ID = Pattern.compile("[A-Za-z0-9._/-]{1,400}");

    private static final Pattern SUBMITTER_ID = Pattern.compile("[a-z0-9-]{1,40}");
    /** As {@code NoticeChecks} asks of notices. */
    private static final Pattern NOTICE_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern COMMAND_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private CommandRules() {}

    /** Whether the id can stand for the command; one that cannot is not a key of anything. */
    static boolean named(Command command) {
        return COMMAND_ID.matcher(command.getCommandId()).matches();
    }

    /** Reason code of what is wrong with it now; empty where it may take effect. */
    public static Optional<String> fault(Command command, Instant now) {
        if (!complete(command)) {
            return Optional.of("malformed-command");
        }
        if (tooOld(command, now)) {
            return Optional.of(TOO_OLD);
        }
        return command.getAt().isAfter(now.plus(CLOCK_SKEW)) ? Optional.of("from-the-future") : Optional.empty();
    }

    public static boolean tooOld(Command command, Instant now) {
        return command.getAt().plus(VALIDITY).isBefore(now);
    }

    /** Key of an answer in topic command-results: the command's id, or its place where the id cannot be believed. */
    public static String resultKey(CommandResult result) {
        return result.getCommandId().isEmpty() ? resultKey(result.getCommand()) : result.getCommandId();
    }

    /** Key of the answer to a record whose command id cannot be believed. */
    public static String resultKey(Origin command) {
        return command.getTopic() + "/" + command.getPartition() + "/" + command.getOffset();
    }

    /** How many operators must sign it at least, however few the exchange asks for: what cannot be undone needs two. */
    public static int signatures(CommandKind kind) {
        return switch (kind) {
            case ERASE, HOLD, RELEASE_HOLD, UNLINK -> 2;
            case REDRIVE_DELIVERY, REDRIVE_DEAD_LETTER, RELEASE, UNSPECIFIED -> 1;
        };
    }

    /** Whether it is about a notice and the keys of its sections. */
    public static boolean aboutNotice(Command command) {
        return switch (command.getKind()) {
            case ERASE, HOLD, RELEASE_HOLD -> true;
            case REDRIVE_DELIVERY, REDRIVE_DEAD_LETTER, RELEASE, UNLINK, UNSPECIFIED -> false;
        };
    }

    /** Whether the processor acts on it, and answers for it however it is; the connector does for every other. */
    public static boolean forProcessor(Command command) {
        return switch (command.getKind()) {
            case REDRIVE_DEAD_LETTER, RELEASE, UNLINK -> true;
            case REDRIVE_DELIVERY, ERASE, HOLD, RELEASE_HOLD, UNSPECIFIED -> false;
        };
    }

    private static boolean complete(Command command) {
        return oneSubject(command)
                && subject(command)
                && bounded(command.getOperator(), MAX_OPERATOR)
                && bounded(command.getReason(), MAX_REASON);
    }

    private static boolean oneSubject(Command command) {
        return Stream.of(
                                command.getDelivery(),
                                command.getDeadLetter(),
                                command.getNotice(),
                                command.getHeldNotice(),
                                command.getIncident())
                        .filter(Objects::nonNull)
                        .count()
                == 1;
    }

    private static boolean subject(Command command) {
        return switch (command.getKind()) {
            case REDRIVE_DELIVERY ->
                command.getDelivery() != null
                        && DELIVERY_ID
                                .matcher(command.getDelivery().getDeliveryId())
                                .matches();
            case REDRIVE_DEAD_LETTER -> command.getDeadLetter() != null;
            case ERASE, HOLD, RELEASE_HOLD ->
                command.getNotice() != null
                        && names(
                                command.getNotice().getSubmitterId(),
                                command.getNotice().getNoticeId());
            case RELEASE -> command.getHeldNotice() != null && held(command.getHeldNotice());
            case UNLINK -> command.getIncident() != null && incident(command.getIncident());
            case UNSPECIFIED -> false;
        };
    }

    private static boolean held(CommandedHeldNotice notice) {
        return names(notice.getSubmitterId(), notice.getNoticeId())
                && notice.getLane() != Lane.UNSPECIFIED
                && bounded(notice.getReference(), MAX_REFERENCE);
    }

    private static boolean incident(CommandedIncident incident) {
        return SUBMITTER_ID.matcher(incident.getSubmitterId()).matches()
                && incident.getLane() != Lane.UNSPECIFIED
                && bounded(incident.getReference(), MAX_REFERENCE);
    }

    private static boolean names(String submitterId, String noticeId) {
        return SUBMITTER_ID.matcher(submitterId).matches()
                && NOTICE_ID.matcher(noticeId).matches();
    }

    private static boolean bounded(String text, int most) {
        return !text.isBlank() && text.length() <= most;
    }
}
