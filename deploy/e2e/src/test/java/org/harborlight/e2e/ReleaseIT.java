package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.Participants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operators have held notices go out, on the command line: what waits for its digest at once, what nobody may receive not
 * before somebody may; nothing that two operators did not sign, nothing twice.
 */
@Tag("faults")
final class ReleaseIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODYS = "PT";
    /** As many as a submitter's notices make of one case within an hour. */
    private static final int VERSIONS = 20;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private DrilledExchange drilled;
    private KillableExchange exchange;

    @BeforeEach
    void start(@TempDir Path folder) {
        drilled = new DrilledExchange(folder.resolve("data"));
        exchange = drilled.services();
    }

    @AfterEach
    void stop() {
        drilled.close();
    }

    @Test
    void shouldSendWhatWaitsForItsDigestAtOnceAndOnce(@TempDir Path files) throws IOException {
        for (int i = 0; i < VERSIONS; i++) {
            drilled.repeat("flooded", DrilledExchange.PUSHED);
        }
        String waiting = drilled.repeat("flooded", DrilledExchange.PUSHED);
        await("that it waits")
                .atMost(DrilledExchange.PATIENCE)
                .until(() -> state(waiting).equals("held"));
        assertThat(release(waiting, own("operator-1", files), own("operator-2", files)))
                .isEqualTo(1);
        assertThat(out.toString()).contains("refused: bad-signature");
        assertThat(release(waiting, operator(1))).isEqualTo(1);
        assertThat(out.toString()).contains("refused: signatures-below-threshold");
        assertThat(release(waiting, operator(1), own("operator-2", files))).isEqualTo(1);
        assertThat(out.toString()).contains("refused: bad-signature");
        assertThat(state(waiting)).isEqualTo("held");

        assertThat(release(waiting, operator(1), operator(2)))
                .as(() -> out + err.toString())
                .isZero();
        assertThat(out.toString()).contains("applied");

        await("the delivery").atMost(DrilledExchange.PATIENCE).untilAsserted(() -> {
            assertThat(events(waiting))
                    .containsSubsequence("accepted", "waits-for-digest", "sent-in-digest", "delivered");
            assertThat(exchange.desk().genuine(waiting).orElseThrow().delivery().getGathered())
                    .isNotEmpty();
        });
        assertThat(state(waiting)).isEqualTo("with-desks");
        assertThat(release(waiting, operator(1), operator(2))).isEqualTo(1);
        assertThat(out.toString()).contains("refused: not-held");
        awaitExact(1);
    }

    @Test
    void shouldGiveNobodyMoreThanTheRulesDo() throws IOException {
        String held = drilled.submit(drilled.submitter(), NOBODYS, false);
        await("that it is held")
                .atMost(DrilledExchange.PATIENCE)
                .until(() -> state(held).equals("held"));
        assertThat(release(held, operator(1), operator(2))).isEqualTo(1);
        assertThat(out.toString()).contains("refused: no-recipient");
        assertThat(state(held)).isEqualTo("held");
        assertThat(release(UUID.randomUUID().toString(), operator(1), operator(2)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no verdict HELD stands");

        fetchingDeskCovers(List.of(DrilledExchange.FETCHED, NOBODYS));
        release(held, operator(1), operator(2));
        assertThat(out.toString()).as("whether the review was first").containsAnyOf("applied", "refused: not-held");

        await("the delivery")
                .atMost(DrilledExchange.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events(held)).containsSubsequence("accepted", "held", "released", "delivered"));
        assertThat(state(held)).isEqualTo("with-desks");
        assertThat(drilled.inbox()).containsKey(held);
        assertThat(exchange.desk().notices()).doesNotContain(held);
        assertThat(release(held, operator(1), operator(2))).isEqualTo(1);
        assertThat(out.toString()).contains("refused: not-held");
        awaitExact(1);
    }

    private void fetchingDeskCovers(List<String> countries) {
        ExchangePki.Kit kit = exchange.pki()
                .partnerKit(
                        exchange.root().resolve("partners").resolve(KillableExchange.FETCHING_DESK),
                        KillableExchange.FETCHING_DESK);
        drilled.enter(Participants.partner(
                new Participants.Who(
                        KillableExchange.FETCHING_DESK, "Fetching desk", StakeholderKind.LAW_ENFORCEMENT, "FR"),
                new Participants.Receives(countries, List.of(SectionKind.NARRATIVE), false, Optional.empty()),
                exchange.pki(),
                kit));
    }

    private int release(String noticeId, Path... operatorKeys) {
        List<String> command = new ArrayList<>(List.of(
                "notice", "release", Topics.noticeKey(KillableExchange.submitterId(), noticeId), "--reason", "drill"));
        command.addAll(List.of("--bootstrap", Objects.toString(exchange.kafka().get("bootstrap.servers"))));
        command.addAll(List.of("--registry", exchange.registryUrl()));
        Stream.of(operatorKeys).forEach(key -> command.addAll(List.of("--operator-key", key.toString())));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, command.toArray(String[]::new));
    }

    private Path operator(int number) {
        return exchange.root().resolve("keys").resolve("operator-" + number + ".pem");
    }

    /** Made by somebody else, under an operator's name. */
    private static Path own(String keyId, Path folder) {
        Path file = folder.resolve(keyId + ".pem");
        KeyFiles.signingKey(file, keyId, new SecureRandom());
        return file;
    }

    private String state(String noticeId) throws IOException {
        return status(noticeId).path("state").asText();
    }

    private List<String> events(String noticeId) throws IOException {
        List<String> events = new ArrayList<>();
        status(noticeId)
                .path("timeline")
                .forEach(event -> events.add(event.path("event").asText()));
        return events;
    }

    private JsonNode status(String noticeId) throws IOException {
        return JSON.readTree(exchange.clients().getFirst().status(noticeId).body());
    }

    private void awaitExact(int released) {
        await("the books")
                .atMost(DrilledExchange.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    JsonNode books = exchange.balance().body();
                    assertThat(BalanceText.settled(books) && BalanceText.exact(books))
                            .as(books::toString)
                            .isTrue();
                    assertThat(books.at("/held/released").asInt()).isEqualTo(released);
                    assertThat(books.at("/held/stillHeld").asInt()).isZero();
                });
    }
}
