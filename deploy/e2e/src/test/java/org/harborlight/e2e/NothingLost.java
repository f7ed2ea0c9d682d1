package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.runtime.BalanceText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The oracle of the fault tests: the books of an exchange, and its desk, which keeps what it got. It knows every notice
 * that was ever accepted, so that each look takes in those before it. Used by one thread.
 */
final class NothingLost {
    private static final Logger LOG = LoggerFactory.getLogger(NothingLost.class);
    /** Those of repeats, and of notices that the other lane judges. */
    private static final Set<Verdict> NOT_FIRST = Set.of(Verdict.REPLAYED, Verdict.HANDED_OVER);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KillableExchange exchange;
    private final Set<String> accepted = new TreeSet<>();
    private final Map<String, String> withdrawals = new HashMap<>();

    NothingLost(KillableExchange exchange) {
        this.exchange = exchange;
    }

    /** The same with all notices of a load; and the desk opens what was sealed into them. */
    void assertWith(SteadyLoad.Running load) {
        withdrawals.putAll(load.withdrawals());
        assertWith(load.noticeIds());
        assertOpened(load.sealed());
    }

    /** Waits until the books settle with these notices too, then looks whether each was told to the desk, once. */
    void assertWith(Collection<String> newlyAccepted) {
        JsonNode balance = judgedOnce(newlyAccepted);
        assertThat(balance.path("held").path("stillHeld").asLong())
                .as("notices that wait, for their digest too")
                .isZero();
        assertTold();
        assertThat(exchange.desk().contradictory())
                .as("one content a delivery id")
                .isEmpty();
        assertThat(exchange.desk().refusals()).isEmpty();
        JsonNode deliveries = balance.path("deliveries");
        assertThat(deliveries.path("receipted").asLong())
                .as("every delivery receipted")
                .isEqualTo(deliveries.path("total").asLong())
                .isEqualTo(exchange.desk().deliveries());
        assertThat(balance.path("problems")).isEmpty();
    }

    /** What was taken back before it went out need not be told, nor that it was; what was told is taken back there too. */
    private void assertTold() {
        Set<String> told = exchange.desk().notices();
        Set<String> wanted = new TreeSet<>(accepted);
        withdrawals.forEach((noticeId, withdrawal) -> {
            if (!told.contains(noticeId)) {
                wanted.remove(noticeId);
                wanted.remove(withdrawal);
            }
        });
        assertThat(told).as("notices the desk was told of").containsAll(wanted);
        assertThat(accepted).as("notices that were sent").containsAll(told);
    }

    private void assertOpened(Collection<String> noticeIds) {
        SectionOpener opener = new SectionOpener(exchange.deskKey());
        assertThat(noticeIds)
                .as("opened by the desk")
                .allSatisfy(noticeId -> assertThat(textOf(noticeId, opener)).isEqualTo(LoadNotices.textOf(noticeId)));
    }

    private String textOf(String noticeId, SectionOpener opener) {
        return opener.open(exchange.desk().genuine(noticeId).orElseThrow()).sections().stream()
                .filter(section -> section.noticeId().equals(noticeId))
                .map(section -> ((NarrativeSection) section.content()).getText())
                .collect(Collectors.joining());
    }

    /** The same where other desks were told too: waits until the books settle, each notice with one first verdict. */
    void assertBalanceWith(Collection<String> newlyAccepted) {
        JsonNode balance = judgedOnce(newlyAccepted);
        JsonNode deliveries = balance.path("deliveries");
        assertThat(deliveries.path("receipted").asLong())
                .as("every delivery receipted")
                .isEqualTo(deliveries.path("total").asLong());
        assertThat(balance.path("problems")).isEmpty();
    }

    /** The books once they have settled with these notices too, each with one first verdict. */
    private JsonNode judgedOnce(Collection<String> newlyAccepted) {
        accepted.addAll(newlyAccepted);
        JsonNode balance = settled();
        Map<String, Long> firstVerdicts = exchange.outcomes().stream()
                .filter(outcome -> !NOT_FIRST.contains(outcome.getVerdict()))
                .collect(Collectors.groupingBy(Outcome::getNoticeId, Collectors.counting()));
        assertThat(firstVerdicts).as("one first verdict a notice").containsOnlyKeys(accepted);
        assertThat(firstVerdicts.values()).containsOnly(1L);
        return balance;
    }

    private JsonNode settled() {
        AtomicReference<String> last = new AtomicReference<>("no answer");
        try {
            return await("the books settle")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(
                            () -> {
                                JsonNode books = exchange.balance().body();
                                last.set(books.toString());
                                return books;
                            },
                            books -> BalanceText.settled(books) && BalanceText.exact(books));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("books", last).log("the books did not settle");
            throw e;
        }
    }
}
