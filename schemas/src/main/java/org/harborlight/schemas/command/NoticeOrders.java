package org.harborlight.schemas.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;

/**
 * What operators have ordered about notices: the commands that took effect, folded in the order of topic commands, so that
 * every service that reads them comes to the same. Who, when and why stands in the topic. One thread folds, any may ask.
 */
public final class NoticeOrders {
    private final Map<String, Origin> places = new HashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Set<String> erased = ConcurrentHashMap.newKeySet();

    /** Key of a commanded notice, as topics and this class have it. */
    public static String key(CommandedNotice notice) {
        return Topics.noticeKey(notice.getSubmitterId(), notice.getNoticeId());
    }

    /** Where the command stands that was folded under this id. */
    public Optional<Origin> place(String commandId) {
        return Optional.ofNullable(places.get(commandId));
    }

    /** Folds a genuine command about a notice; reason code of why it has no effect, empty where it has one. */
    public Optional<String> apply(Command command, Origin place) {
        String notice = key(command.getNotice());
        places.put(command.getCommandId(), place);
        return switch (command.getKind()) {
            case HOLD -> hold(notice);
            case RELEASE_HOLD -> held.remove(notice) ? Optional.empty() : Optional.of("not-held");
            case ERASE -> erase(notice);
            case REDRIVE_DELIVERY, REDRIVE_DEAD_LETTER, RELEASE, UNLINK, UNSPECIFIED ->
                throw new IllegalArgumentException("not about a notice: " + command.getKind());
        };
    }

    private Optional<String> hold(String notice) {
        if (erased.contains(notice)) {
            return Optional.of("erased-before");
        }
        return held.add(notice) ? Optional.empty() : Optional.of("held-before");
    }

    private Optional<String> erase(String notice) {
        if (held.contains(notice)) {
            return Optional.of("legal-hold");
        }
        return erased.add(notice) ? Optional.empty() : Optional.of("erased-before");
    }

    /** By submitter and notice id, as {@link Topics#noticeKey} makes it. */
    public boolean erased(String notice) {
        return erased.contains(notice);
    }

    public boolean held(String notice) {
        return held.contains(notice);
    }

    /** All that are erased. */
    public Set<String> erased() {
        return Set.copyOf(erased);
    }
}
