package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.Verdict;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways, three processors and two connectors share the work of one exchange. One processor and one connector are
 * killed and never come back; the others take over what was theirs.
 */
final class SeveralInstancesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SeparateServices.Instances INSTANCES = new SeparateServices.Instances(2, 3, 2);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> COUNTRIES = List.of("IE", "DE", "NL", KillableExchange.FETCHING_COUNTRY);
    private static final int NOTICES = 40;
    private static final long SEED = 20261126L;

    private KillableExchange exchange;

    @BeforeEach
    void start(@TempDir Path folder) {
        exchange = new KillableExchange(folder.resolve("data"), INSTANCES);
        exchange.fetching().begin();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void shouldCarryEverythingOnceWhenInstancesShareTheWorkAndSomeAreKilled() throws Exception {
        try (SteadyLoad load = new SteadyLoad(exchange, SEED, COUNTRIES)) {
            SteadyLoad.Running before = load.begin(NOTICES);
            before.await();
            awaitSettled();
            assertEverythingDelivered(Set.copyOf(before.noticeIds()));
            assertEveryGatewayTellsTheSame(before.noticeIds());

            exchange.services().processors().getLast().kill();
            exchange.services().connectors().getLast().kill();
            SteadyLoad.Running after = load.begin(NOTICES);
            after.await();
            awaitSettled();
            List<String> all = new ArrayList<>(before.noticeIds());
            all.addAll(after.noticeIds());
            assertEverythingDelivered(Set.copyOf(all));
            assertEveryGatewayTellsTheSame(all);
        }
    }

    private void awaitSettled() {
        await("the books settle")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> exchange.balance().body(),
                        books -> BalanceText.settled(books) && BalanceText.exact(books));
    }

    private void assertEverythingDelivered(Set<String> accepted) throws IOException {
        Map<String, Long> firstVerdicts = exchange.outcomes().stream()
                .filter(outcome -> outcome.getVerdict() != Verdict.REPLAYED)
                .collect(Collectors.groupingBy(Outcome::getNoticeId, Collectors.counting()));
        assertThat(firstVerdicts.keySet()).isEqualTo(accepted);
        assertThat(firstVerdicts.values()).as("one first verdict a notice").containsOnly(1L);

        RecordingDesk desk = exchange.desk();
        FetchingDesk fetching = exchange.fetching();
        Set<String> told = new HashSet<>(desk.notices());
        told.addAll(fetching.notices());
        assertThat(told).as("notices that a desk was told of").isEqualTo(accepted);
        assertThat(fetching.notices()).as("the desk that fetches has some").isNotEmpty();
        assertThat(desk.contradictory()).as("one content a delivery id").isEmpty();
        assertThat(fetching.contradictory()).as("one content a delivery id").isEmpty();
        assertThat(desk.refusals()).isEmpty();
        assertThat(fetching.problems()).isEmpty();

        await("the last answer to the desk that fetches")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fetching.receipted()).isEqualTo(fetching.deliveries()));
        JsonNode balance = exchange.balance().body();
        assertThat(balance.path("problems")).isEmpty();
        assertThat(balance.path("deliveries").path("receipted").asLong())
                .as("every delivery receipted, under an id of its own")
                .isEqualTo(balance.path("deliveries").path("total").asLong())
                .isEqualTo(desk.deliveries() + fetching.deliveries().size());
    }

    /** About each notice, whichever gateway took it, and about all of them. */
    private void assertEveryGatewayTellsTheSame(List<String> noticeIds) throws IOException {
        SubmitterClient one = exchange.clients().getFirst();
        SubmitterClient other = exchange.clients().getLast();
        for (String noticeId : noticeIds) {
            JsonNode status = status(one, noticeId);
            assertThat(status.path("noticeId").asText()).isEqualTo(noticeId);
            assertThat(status(other, noticeId)).isEqualTo(status);
        }
        List<JsonNode> list = list(one);
        assertThat(list.stream().map(line -> line.path("noticeId").asText()).toList())
                .containsExactlyInAnyOrderElementsOf(noticeIds);
        assertThat(list(other)).isEqualTo(list);
    }

    private static JsonNode status(SubmitterClient client, String noticeId) {
        ExchangeAnswer answer = await("status of a notice")
                .atMost(PATIENCE)
                .until(() -> client.status(noticeId), found -> found.status() == 200);
        return read(answer.body());
    }

    private static List<JsonNode> list(SubmitterClient client) {
        List<JsonNode> lines = new ArrayList<>();
        String after = "";
        boolean more = true;
        while (more) {
            String from = after;
            ExchangeAnswer answer = await("a page of the list")
                    .atMost(PATIENCE)
                    .until(() -> client.list(from, 25), page -> page.status() == 200);
            JsonNode page = read(answer.body());
            page.path("notices").forEach(lines::add);
            after = page.path("next").asText();
            more = page.path("more").asBoolean();
        }
        return lines;
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
