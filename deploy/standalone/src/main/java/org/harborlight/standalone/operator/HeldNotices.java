package org.harborlight.standalone.operator;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;
import org.harborlight.schemas.codec.WireFormat;

/** Where the exchange holds a notice, by its verdicts. Reads the whole topic; whether it is held still, the lane knows. */
public final class HeldNotices {
    private HeldNotices() {}

    /** The last time that its verdict was HELD; empty where it never was. */
    public static Optional<CommandedHeldNotice> find(OperatorTopics topics, String submitterId, String noticeId) {
        WireFormat<Outcome> format = topics.formats().of(Topics.OUTCOMES, Outcome.class);
        String key = Topics.noticeKey(submitterId, noticeId);
        AtomicReference<Optional<CommandedHeldNotice>> found = new AtomicReference<>(Optional.empty());
        topics.each(Topics.OUTCOMES, record -> {
            if (key.equals(record.key()) && record.value() != null) {
                subject(format.decode(record.value())).ifPresent(held -> found.set(Optional.of(held)));
            }
        });
        return found.get();
    }

    /** What an order names of a notice with this outcome. */
    static Optional<CommandedHeldNotice> subject(Outcome outcome) {
        String reference = outcome.getReference();
        return outcome.getVerdict() == Verdict.HELD && reference != null
                ? Optional.of(new CommandedHeldNotice(
                        outcome.getSubmitterId(), outcome.getNoticeId(), reference, outcome.getLane()))
                : Optional.empty();
    }
}
