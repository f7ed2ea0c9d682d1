package org.harborlight.connector.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.harborlight.connector.store.CompactedView;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.command.NoticeOrders;

/**
 * Applies commands about notices: to erase, to hold, to end a hold. All of them take effect again at every start, whatever
 * was answered. An erasure is answered once its tombstones are acknowledged. Every instance comes to the same answer, since
 * each folds the same commands in the same order. Belongs to the follower's thread.
 */
public final class NoticeDesk {
    private final NoticeErasures erasures;
    private final CommandResults results;
    private final CompactedView sectionKeys;
    private final Producer<String, byte[]> producer;
    private final Map<String, OpenCommand> erasing = new LinkedHashMap<>();

    /**
     * Makes one.
     *
     * @param sectionKeys view of the topic
     * @param producer for tombstones
     */
    public NoticeDesk(
            NoticeErasures erasures,
            CommandResults results,
            CompactedView sectionKeys,
            Producer<String, byte[]> producer) {
        this.erasures = erasures;
        this.results = results;
        this.sectionKeys = sectionKeys;
        this.producer = producer;
    }

    /** Where a command stands that was taken under this id since the start. */
    Optional<Origin> place(String commandId) {
        return orders().place(commandId);
    }

    /** The answer to a command that is genuine, also when it was given long ago; empty where it comes later, from {@link #work}. */
    Optional<CommandResult> take(OpenCommand open, Instant now) {
        Optional<String> refusal = apply(open.command(), open.place());
        if (refusal.isPresent()) {
            return refusal.map(reason -> open.refused(reason, now));
        }
        if (open.command().getKind() == CommandKind.ERASE) {
            erasing.put(NoticeOrders.key(open.command().getNotice()), open);
            return Optional.empty();
        }
        return Optional.of(open.applied(now));
    }

    private Optional<String> apply(Command command, Origin place) {
        Optional<String> refusal = orders().apply(command, place);
        if (refusal.isEmpty() && command.getKind() == CommandKind.ERASE) {
            erasures.order(NoticeOrders.key(command.getNotice()));
        }
        return refusal;
    }

    /** Erases what is due. */
    void work(Consumer<CommandResult> answers, Instant now) {
        Set<String> gone = erasures.work(sectionKeys, producer);
        erasures.pulse(sectionKeys, producer, now);
        for (String notice : gone) {
            OpenCommand open = erasing.remove(notice);
            if (open != null) {
                CommandResult answer = open.applied(now);
                if (!results.tells(answer)) {
                    answers.accept(answer);
                }
            }
        }
    }

    /** Every command that stood in the topic at the start has been judged. */
    void allKnown() {
        erasures.allKnown();
    }

    private NoticeOrders orders() {
        return erasures.orders();
    }
}
