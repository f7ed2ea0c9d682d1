package org.harborlight.standalone.operator;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;

/** Which incident a notice belongs to, and which lanes have notices of it, by its submitter's verdicts. Reads the whole topic. */
public final class Incidents {
    private Incidents() {}

    /** The incident in each lane that has it; none where the exchange has no verdict on the notice that put it into a case. */
    public static List<CommandedIncident> find(OperatorTopics topics, String submitterId, String noticeId) {
        WireFormat<Outcome> format = topics.formats().of(Topics.OUTCOMES, Outcome.class);
        Found found = new Found(submitterId, noticeId);
        topics.each(Topics.OUTCOMES, record -> {
            if (record.key() != null && record.key().startsWith(submitterId + "/") && record.value() != null) {
                found.read(format.decode(record.value()));
            }
        });
        return found.incidents();
    }

    /** What the verdicts of one submitter say. For one thread. */
    static final class Found {
        private final String submitterId;
        private final String noticeId;
        private final Map<String, Set<Lane>> lanes = new HashMap<>();
        private String reference = "";

        Found(String submitterId, String noticeId) {
            this.submitterId = submitterId;
            this.noticeId = noticeId;
        }

        void read(Outcome outcome) {
            String named = outcome.getReference();
            if (named == null
                    || !isInACase(outcome)
                    || !outcome.getSubmitterId().equals(submitterId)) {
                return;
            }
            lanes.computeIfAbsent(named, _ -> EnumSet.noneOf(Lane.class)).add(outcome.getLane());
            if (outcome.getNoticeId().equals(noticeId)) {
                reference = named;
            }
        }

        private static boolean isInACase(Outcome outcome) {
            return switch (outcome.getVerdict()) {
                case OPENED, LINKED -> true;
                case HELD -> outcome.getCaseId() != null;
                case REPLAYED, TEST, HANDED_OVER, DEAD_LETTERED, UNSPECIFIED -> false;
            };
        }

        List<CommandedIncident> incidents() {
            return lanes.getOrDefault(reference, Set.of()).stream()
                    .map(lane -> new CommandedIncident(submitterId, reference, lane))
                    .toList();
        }
    }
}
