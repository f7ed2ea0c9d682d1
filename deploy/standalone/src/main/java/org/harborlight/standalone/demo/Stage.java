package org.harborlight.standalone.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.Verdict;

/**
 * Everybody and everything that a story can see: the submitters, what the partners received, and the outcomes.
 *
 * @param shapes parts of notices, all out of one seed
 */
record Stage(
        Map<String, DemoSubmitter> submitters,
        Map<String, PartnerLog> partners,
        OutcomeLog outcomes,
        NoticeShapes shapes) {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    DemoSubmitter submitter(String id) {
        return Objects.requireNonNull(submitters.get(id), id);
    }

    PartnerLog partner(String id) {
        return Objects.requireNonNull(partners.get(id), id);
    }

    /** The first verdict on a notice that is not that of a repeat. */
    Outcome outcome(String submitterId, String noticeId) throws InterruptedException {
        return outcome(submitterId, noticeId, outcome -> outcome.getVerdict() != Verdict.REPLAYED);
    }

    Outcome outcome(String submitterId, String noticeId, Predicate<Outcome> fits) throws InterruptedException {
        return outcomes.await(Topics.noticeKey(submitterId, noticeId), fits, PATIENCE)
                .orElseThrow(() -> new StuckStoryException(
                        "no outcome of notice " + noticeId + " within " + PATIENCE.toSeconds() + " s"));
    }

    /** The delivery that a notice caused at a partner. */
    Optional<Received> delivery(String partnerId, String noticeId) throws InterruptedException {
        return partner(partnerId)
                .await(
                        received ->
                                received.delivery().getTrigger().getNoticeId().equals(noticeId),
                        PATIENCE.toMillis());
    }

    /** Partners that received something because of this notice. */
    List<String> holders(String noticeId) {
        return partners.entrySet().stream()
                .filter(partner -> partner.getValue().all().stream()
                        .anyMatch(received ->
                                received.delivery().getTrigger().getNoticeId().equals(noticeId)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
