package org.harborlight.processor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.processor.operator.Health.Status;
import org.harborlight.processor.operator.HealthThresholds.Numbers;
import org.harborlight.processor.operator.HealthThresholds.Times;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.schemas.Lane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From figures to levels and exit codes, at and around each threshold. */
class HealthEvaluatorTest {
    private static final Instant NOW = TestExchange.NOW;
    private static final HealthThresholds THRESHOLDS = new HealthThresholds(
            new Numbers(10, 100),
            new Times(Duration.ofSeconds(30), Duration.ofSeconds(60)),
            new Times(Duration.ofSeconds(60), Duration.ofSeconds(300)),
            new Numbers(1, 5),
            new HealthThresholds.DeadLetters(new Numbers(20, 50), new Numbers(2, 4)),
            new Times(Duration.ofMinutes(60), Duration.ofMinutes(15)),
            new Times(Duration.ofDays(14), Duration.ofDays(2)),
            new Times(Duration.ofDays(30), Duration.ofDays(120)));

    @Test
    void shouldBeOkAndExitZeroWhenNothingIsWrong() {
        Health health = evaluate(new Facts());

        assertThat(health.checks())
                .allSatisfy(check -> assertThat(check.status())
                        .as(check.name() + " " + check.text())
                        .isEqualTo(Status.OK));
        assertThat(health.status()).isEqualTo(Status.OK);
        assertThat(health.exitCode()).isZero();
        assertThat(health.at()).isEqualTo(NOW);
    }

    @Test
    void shouldExitOneWhenTheWorstIsAWarningAndTwoWhenItIsCritical() {
        Facts facts = new Facts();
        facts.lag = 10;
        assertThat(evaluate(facts).exitCode()).isEqualTo(1);

        facts.oldestUrgentSeconds = 300L;
        assertThat(evaluate(facts).exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"9, OK", "10, WARN", "99, WARN", "100, CRITICAL"})
    void shouldGetWorseWhenLagGrows(long lag, Status expected) {
        Facts facts = new Facts();
        facts.lag = lag;

        assertThat(check(facts, "lag.urgent").status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"29, OK", "30, WARN", "59, WARN", "60, CRITICAL"})
    void shouldGetWorseWhenAStageStandsLonger(long seconds, Status expected) {
        Facts facts = new Facts();
        facts.stalledSeconds = seconds;

        assertThat(check(facts, "stalled.ledger").status()).isEqualTo(expected);
        assertThat(check(facts, "stalled.notices.urgent").status()).isEqualTo(Status.OK);
    }

    @Test
    void shouldSayWhyAndWhereAStageStands() {
        Facts facts = new Facts();
        facts.stalledSeconds = 75;

        Health.Check check = check(facts, "stalled.ledger");

        assertThat(check.text())
                .isEqualTo("has committed nothing for 75 s: not-committed at harborlight.outcomes/2/41");
        assertThat(check.figures()).containsEntry("unread", 7L).containsEntry("reason", "not-committed");
    }

    @Test
    void shouldWarnWhenNobodyCanTellWhetherStagesStand() {
        Facts facts = new Facts();
        facts.stallsKnown = false;

        assertThat(check(facts, "stalled").status()).isEqualTo(Status.WARN);
    }

    @ParameterizedTest
    @CsvSource({"4, OK", "5, CRITICAL"})
    void shouldBeCriticalWhenTheTimeOfDayWasSetBack(long seconds, Status expected) {
        Facts facts = new Facts();
        facts.clockBehindSeconds = seconds;

        assertThat(check(facts, "clock").status()).isEqualTo(expected);
    }

    @Test
    void shouldTellWhichStageStandsWhileTheBooksKeepEveryoneWaiting() {
        Facts facts = new Facts();
        facts.stalledSeconds = 75;

        Health health = new HealthEvaluator(THRESHOLDS)
                .waiting(facts.facts().applications(), facts.facts().streams().stalls(), NOW);

        assertThat(health.status()).isEqualTo(Status.CRITICAL);
        assertThat(health.checks().stream().filter(check -> check.status() != Status.OK))
                .extracting(Health.Check::name)
                .containsExactly("stalled.ledger", "ledger.books");
    }

    @ParameterizedTest
    @CsvSource({"59, OK", "60, WARN", "299, WARN", "300, CRITICAL"})
    void shouldGetWorseWhenTheOldestUrgentDeliveryGrowsOlder(long seconds, Status expected) {
        Facts facts = new Facts();
        facts.oldestUrgentSeconds = seconds;

        assertThat(check(facts, "urgent.oldest-undelivered").status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "1, WARN", "4, WARN", "5, CRITICAL"})
    void shouldGetWorseWhenMoreNoticesAreHeld(long held, Status expected) {
        Facts facts = new Facts();
        facts.held = held;

        assertThat(check(facts, "held").status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"61, OK", "60, WARN", "16, WARN", "15, CRITICAL", "0, CRITICAL"})
    void shouldBeWorseWhenTheLastOperatorPageIsYounger(long minutes, Status expected) {
        Facts facts = new Facts();
        facts.pageMinutesAgo = minutes;

        Health.Check check = check(facts, "operator-pages");

        assertThat(check.status()).isEqualTo(expected);
        assertThat(check.text()).isEqualTo("1 in all, last for platform-a/notice-1");
    }

    @ParameterizedTest
    @CsvSource({"61, OK", "60, WARN", "16, WARN", "15, CRITICAL", "0, CRITICAL"})
    void shouldBeWorseWhenMaterialWasFoundMoreRecently(long minutes, Status expected) {
        Facts facts = new Facts();
        facts.containedMinutesAgo = minutes;

        Health.Check check = check(facts, "contained-material");

        assertThat(check.status()).isEqualTo(expected);
        assertThat(check.text()).isEqualTo("1 in all, last in delivery delivery-1");
        assertThat(check(new Facts(), "contained-material").status()).isEqualTo(Status.OK);
    }

    @ParameterizedTest
    @CsvSource({"15, OK", "14, WARN", "3, WARN", "2, CRITICAL", "-1, CRITICAL"})
    void shouldGetWorseWhenACertificateHasLessTimeLeft(long days, Status expected) {
        Facts facts = new Facts();
        facts.certificateDays = days;

        assertThat(check(facts, "certificate.server.pem").status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"29, OK", "30, WARN", "119, WARN", "120, CRITICAL"})
    void shouldGetWorseWhenGeolocationDataGrowsOlder(long days, Status expected) {
        Facts facts = new Facts();
        facts.geolocation = Optional.of(NOW.minus(Duration.ofDays(days)));

        assertThat(check(facts, "geolocation").status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, OK",
        "CREATED, WARN",
        "REBALANCING, WARN",
        "ERROR, CRITICAL",
        "PENDING_ERROR, CRITICAL",
        "NOT_RUNNING, CRITICAL"
    })
    void shouldBeWorseWhenAnApplicationDoesNotRun(String state, Status expected) {
        Facts facts = new Facts();
        facts.application = state;

        assertThat(check(facts, "application.harborlight-urgent").status()).isEqualTo(expected);
    }

    @Test
    void shouldBeCriticalAndSayWhyWhenBooksDoNotBalance() {
        Facts facts = new Facts();
        facts.balance = Optional.of(
                BalanceSheet.of(TestCut.good().committed(Lane.STANDARD, 9).cut(), Optional.empty(), NOW));

        Health.Check check = check(facts, "balance");

        assertThat(check.status()).isEqualTo(Status.CRITICAL);
        assertThat(check.figures().get("problems")).asString().contains("though only 9 is committed");
    }

    @Test
    void shouldOnlyWarnWhenBooksAreSettlingOrNotKnown() {
        Facts facts = new Facts();
        facts.balance = Optional.of(BalanceSheet.of(TestCut.good().cut(), Optional.of("harborlight-ledger"), NOW));
        assertThat(check(facts, "balance").status()).isEqualTo(Status.WARN);

        facts.balance = Optional.empty();
        assertThat(check(facts, "balance").status()).isEqualTo(Status.WARN);

        facts.ledgerKnown = false;
        assertThat(check(facts, "ledger.books").status()).isEqualTo(Status.WARN);
    }

    @ParameterizedTest
    @CsvSource({
        "19, 1, OK, 0",
        "20, 0, WARN, 1",
        "1, 2, WARN, 1",
        "49, 3, WARN, 1",
        "50, 0, CRITICAL, 2",
        "4, 4, CRITICAL, 2"
    })
    void shouldGetWorseWhenMoreIsDeadLettered(long total, long lastHour, Status expected, int exitCode) {
        Facts facts = new Facts();
        facts.deadLetters = total;
        facts.deadLettersLastHour = lastHour;

        Health.Check check = check(facts, "dead-letters");
        assertThat(check.status()).isEqualTo(expected);
        assertThat(check.text()).isEqualTo(lastHour + " in the last hour, " + total + " in all");
        assertThat(evaluate(facts).exitCode()).isEqualTo(exitCode);
    }

    @Test
    void shouldBeCriticalWhenDirectoryIsNotLoadedOrWasRolledBack() {
        Facts facts = new Facts();
        facts.directory = new HealthFacts.DirectoryFacts(false, false, 0, "", Optional.empty());
        assertThat(check(facts, "directory").status()).isEqualTo(Status.CRITICAL);

        facts.directory = new HealthFacts.DirectoryFacts(true, true, 7, "head", Optional.empty());
        assertThat(check(facts, "directory").text()).isEqualTo("was rolled back");
        assertThat(check(facts, "directory").status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void shouldWarnWhileADirectoryEntryIsQuarantined() {
        Facts facts = new Facts();
        facts.directory = new HealthFacts.DirectoryFacts(
                true, false, 7, "head", Optional.of("offset 8: signatures-below-threshold"));

        assertThat(check(facts, "directory").status()).isEqualTo(Status.WARN);
        assertThat(check(facts, "directory").text())
                .isEqualTo("at entry 7; quarantined offset 8: signatures-below-threshold");
    }

    @Test
    void shouldWarnWhenABreakerIsOpen() {
        Facts facts = new Facts();
        HealthFacts.Breaker open = new HealthFacts.Breaker("police-de.urgent", "OPEN");
        facts.connectors = Optional.of(new HealthFacts.Connectors(List.of(open), List.of(), List.of(), List.of()));

        assertThat(check(facts, "breakers").status()).isEqualTo(Status.WARN);
        assertThat(check(facts, "breakers").figures()).containsEntry("police-de.urgent", "OPEN");
    }

    @ParameterizedTest
    @CsvSource({"not-read, WARN", "not-tried, WARN", "nobody-told, CRITICAL"})
    void shouldRaiseTheAlarmWhenDeliveriesAreOverdue(String reason, Status expected) {
        Facts facts = new Facts();
        HealthFacts.Overdue overdue = new HealthFacts.Overdue("police-de/urgent", reason, 3);
        facts.connectors = Optional.of(new HealthFacts.Connectors(List.of(), List.of(overdue), List.of(), List.of()));

        assertThat(check(facts, "deliveries.overdue").status()).isEqualTo(expected);
        assertThat(check(facts, "deliveries.overdue").figures()).containsEntry("police-de/urgent " + reason, 3);
    }

    @Test
    void shouldWarnAndNameWhoDoesNotSayWhatIsOverdue() {
        Facts facts = new Facts();
        facts.connectors =
                Optional.of(new HealthFacts.Connectors(List.of(), List.of(), List.of(), List.of("connector-b:9090")));

        Health.Check check = check(facts, "deliveries.overdue");

        assertThat(check.status()).isEqualTo(Status.WARN);
        assertThat(check.text()).isEqualTo("none known of; no answer from connector-b:9090");
        assertThat(check.figures()).containsEntry("connector-b:9090", "does not answer");
    }

    @Test
    void shouldStayCriticalWhenNobodyWasToldAndAConnectorDoesNotAnswer() {
        Facts facts = new Facts();
        HealthFacts.Overdue overdue = new HealthFacts.Overdue("police-de/urgent", "nobody-told", 3);
        facts.connectors = Optional.of(
                new HealthFacts.Connectors(List.of(), List.of(overdue), List.of(), List.of("connector-b:9090")));

        assertThat(check(facts, "deliveries.overdue").status()).isEqualTo(Status.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({
        "running, 14, , OK",
        "failing, 15, , WARN",
        "resting, 60, , WARN",
        "failed, , , WARN",
        "running, , 1439, WARN",
        "running, , 1440, OK"
    })
    void shouldWarnWhenASubmitterIsNotTold(
            String phase, @Nullable Long waitsMinutes, @Nullable Long gaveUpMinutesAgo, Status expected) {
        Facts facts = new Facts();
        HealthFacts.Webhook webhook =
                new HealthFacts.Webhook("chat", phase, minutesAgo(waitsMinutes), minutesAgo(gaveUpMinutesAgo));
        facts.connectors = Optional.of(new HealthFacts.Connectors(List.of(), List.of(), List.of(webhook), List.of()));

        assertThat(check(facts, "webhooks").status()).isEqualTo(expected);
        assertThat(check(facts, "webhooks").figures().containsKey("chat")).isEqualTo(expected == Status.WARN);
    }

    private static Optional<Instant> minutesAgo(@Nullable Long minutes) {
        return Optional.ofNullable(minutes).map(ago -> NOW.minus(Duration.ofMinutes(ago)));
    }

    /** Facts of a healthy exchange; each test changes one. */
    private static final class Facts {
        private String application = "RUNNING";
        private long lag;
        private long stalledSeconds;
        private long clockBehindSeconds;
        private boolean stallsKnown = true;
        private @Nullable Long oldestUrgentSeconds;
        private long held;
        private long deadLetters;
        private long deadLettersLastHour;
        private @Nullable Long pageMinutesAgo;
        private @Nullable Long containedMinutesAgo;
        private long certificateDays = 365;
        private Optional<Instant> geolocation = Optional.empty();
        private Optional<Balance> balance =
                Optional.of(BalanceSheet.of(TestCut.good().cut(), Optional.empty(), NOW));
        private boolean ledgerKnown = true;
        private HealthFacts.DirectoryFacts directory =
                new HealthFacts.DirectoryFacts(true, false, 7, "head", Optional.empty());
        private Optional<HealthFacts.Connectors> connectors =
                Optional.of(new HealthFacts.Connectors(List.of(), List.of(), List.of(), List.of()));

        HealthFacts facts() {
            return new HealthFacts(
                    Map.of("harborlight-urgent", application),
                    new HealthFacts.Streams(
                            List.of(new StepLag("urgent", lag, Double.NaN)),
                            stallsKnown ? Optional.of(stalls()) : Optional.empty(),
                            balance,
                            ledgerKnown
                                    ? Optional.of(new HealthFacts.Ledger(books(), deadLettersLastHour))
                                    : Optional.empty()),
                    directory,
                    List.of(new HealthFacts.Certificate(
                            "server.pem", "CN=test", NOW.plus(Duration.ofDays(certificateDays)))),
                    geolocation,
                    connectors,
                    Duration.ofSeconds(clockBehindSeconds));
        }

        private List<StageStall> stalls() {
            StageStall ledger = new StageStall(
                    "ledger",
                    Duration.ofSeconds(stalledSeconds),
                    StageStall.Reason.NOT_COMMITTED,
                    "harborlight.outcomes/2/41",
                    stalledSeconds == 0 ? 0 : 7);
            return List.of(StageStall.none("notices.urgent"), ledger);
        }

        private LedgerBooks books() {
            FrontierBook.PageBook pages = pageMinutesAgo == null
                    ? new FrontierBook.PageBook(0, null, null)
                    : new FrontierBook.PageBook(
                            1, NOW.minus(Duration.ofMinutes(pageMinutesAgo)).toEpochMilli(), "platform-a/notice-1");
            FrontierBook.HeldBook heldBook = new FrontierBook.HeldBook(
                    held == 0
                            ? Map.of("waits-for-digest", 1_000L)
                            : Map.of("no-recipient", held, "waits-for-digest", 1_000L),
                    0,
                    0,
                    0,
                    0);
            return new LedgerBooks(
                    Map.of(
                            "harborlight.notices.urgent/0",
                            new FrontierBook(0, -1, 0, Map.of("DEAD_LETTERED", deadLetters), 0, heldBook, pages)),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    oldestUrgentSeconds == null
                            ? null
                            : NOW.minusSeconds(oldestUrgentSeconds).toEpochMilli(),
                    containedMinutesAgo == null
                            ? Map.of()
                            : Map.of(
                                    "delivery-1",
                                    NOW.minus(Duration.ofMinutes(containedMinutesAgo))
                                            .toEpochMilli()),
                    Map.of());
        }
    }

    private static Health evaluate(Facts facts) {
        return new HealthEvaluator(THRESHOLDS).evaluate(facts.facts(), NOW);
    }

    private static Health.Check check(Facts facts, String name) {
        return evaluate(facts).checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
