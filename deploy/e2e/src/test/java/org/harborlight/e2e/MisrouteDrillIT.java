package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.DeliveryBody;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with all rights at the brokers tries to bring one desk's cases to another, or to itself: by the directory, by section keys, by
 * the topics of the desks. Each time nothing is disclosed, the alarm is raised, the exchange goes on for everybody and the
 * books balance.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MisrouteDrillIT {
    private static final Closing CLOSING = new Closing();
    private static final String PUSHED_DESK = DrilledExchange.PUSHED_DESK;
    private static final String FETCHING_DESK = KillableExchange.FETCHING_DESK;

    @TempDir
    private static Path folder;

    private static DrilledExchange drilled;
    private static KillableExchange exchange;
    private static KafkaAdministrator administrator;
    private static Alarms alarms;

    @BeforeAll
    static void start() {
        drilled = CLOSING.add("exchange", new DrilledExchange(folder.resolve("data")));
        exchange = drilled.services();
        administrator = CLOSING.add("administrator", new KafkaAdministrator(exchange.kafka()));
        alarms = CLOSING.add("alarms", new Alarms(exchange));
    }

    @AfterAll
    static void stop() {
        CLOSING.close();
    }

    @Test
    @Order(1)
    void shouldKeepTheDirectoryWhenEntriesAreForged() throws IOException {
        try (Thief thief = new Thief(exchange, folder.resolve("thief"))) {
            List<String> reasons =
                    new ForgedEntries(drilled, administrator).write(PUSHED_DESK, thief.address(), thief.sealingKey());

            for (ServiceProcess service : exchange.services().all()) {
                awaitFigure(service, reasons.size(), "harborlight_directory_rejected_total");
                awaitFigure(service, 1, "harborlight_directory_quarantined");
                for (String reason : Set.copyOf(reasons)) {
                    assertThat(alarms.lines(service, "directory entry rejected", reason))
                            .isEqualTo(Collections.frequency(reasons, reason));
                }
            }
            assertThat(alarms.health()).contains("quarantined offset ");
            drilled.assertGoesOn(drilled.submitter());

            drilled.letIn();
            for (ServiceProcess service : exchange.services().all()) {
                awaitFigure(service, 0, "harborlight_directory_quarantined");
            }
            drilled.assertGoesOn(drilled.other());
            assertThat(thief.called()).isZero();
        }
        awaitExact(0);
    }

    @Test
    @Order(2)
    void shouldOpenNothingWithTheSectionKeysOfAnotherNotice() throws IOException {
        DrilledExchange.Submitter submitter = drilled.submitter();
        ServiceProcess connector = exchange.services().connectors().getFirst();
        String pushed = drilled.submit(submitter, DrilledExchange.PUSHED, false);
        String first = drilled.submit(submitter, DrilledExchange.FETCHED, false);
        String second = drilled.submit(submitter, DrilledExchange.FETCHED, true);
        String third = drilled.submit(drilled.other(), DrilledExchange.FETCHED, false);
        String fourth = drilled.submit(drilled.other(), DrilledExchange.FETCHED, true);
        drilled.awaited(DrilledExchange.PUSHED, pushed);
        for (String fetched : List.of(first, second, third, fourth)) {
            assertThat(openedBy(FETCHING_DESK, drilled.awaited(DrilledExchange.FETCHED, fetched)))
                    .isEqualTo(1);
        }
        connector.stop();
        String late = drilled.submit(submitter, DrilledExchange.PUSHED, true);
        String lateOther = drilled.submit(drilled.other(), DrilledExchange.PUSHED, false);
        SwappedKeys keys = new SwappedKeys(exchange.formats(), administrator);
        keys.move(second, first);
        keys.moveRelabelled(pushed, second);
        keys.moveRelabelled(first, third);
        keys.spoil(fourth);
        keys.moveRelabelled(third, late);
        keys.delete(lateOther);
        connector.start().awaitReady();

        Map<String, DeliveryCheck.Genuine> inbox = drilled.inbox();
        assertThat(Stream.of(first, second, third, fourth).map(one -> Objects.requireNonNull(inbox.get(one))))
                .allSatisfy(MisrouteDrillIT::assertWithoutKeys);
        assertWithoutKeys(drilled.awaited(DrilledExchange.PUSHED, late));
        assertWithoutKeys(drilled.awaited(DrilledExchange.PUSHED, lateOther));
        for (String noticeId : List.of(first, second, third, fourth, late, lateOther)) {
            assertThat(alarms.lines(connector, "alarm: section keys are not those", noticeId))
                    .isPositive();
        }
        String figure = "harborlight_connector_section_keys_tampered_total";
        assertThat(alarms.figure(connector, figure, "cannot-open", FETCHING_DESK))
                .isGreaterThanOrEqualTo(4);
        assertThat(alarms.figure(connector, figure, "cannot-open", PUSHED_DESK)).isPositive();
        assertThat(alarms.figure(connector, figure, "erased-or-unknown", PUSHED_DESK))
                .isPositive();

        keys.putBack();
        for (String fetched : List.of(first, second, third, fourth)) {
            await(fetched)
                    .atMost(DrilledExchange.PATIENCE)
                    .until(() -> openedBy(FETCHING_DESK, drilled.awaited(DrilledExchange.FETCHED, fetched)) == 1);
        }
        drilled.assertGoesOn(submitter);
        drilled.assertGoesOn(drilled.other());
        awaitExact(0);
    }

    @Test
    @Order(3)
    void shouldBringNobodyWhatIsNotAddressedToIt() throws IOException {
        drilled.assertGoesOn(drilled.submitter());
        MisroutedDeliveries misrouted =
                new MisroutedDeliveries(exchange.formats(), administrator, List.of(PUSHED_DESK, FETCHING_DESK));
        for (Lane lane : List.of(Lane.URGENT, Lane.STANDARD)) {
            misrouted.write(PUSHED_DESK, FETCHING_DESK, lane);
            misrouted.write(FETCHING_DESK, PUSHED_DESK, lane);
        }

        ServiceProcess connector = exchange.services().connectors().getFirst();
        Map<MisroutedDeliveries.Expected, Long> expected =
                misrouted.written().stream().collect(Collectors.groupingBy(one -> one, Collectors.counting()));
        for (Map.Entry<MisroutedDeliveries.Expected, Long> one : expected.entrySet()) {
            String partner = "partner=\"" + one.getKey().partnerId() + "\"";
            String reason = "reason=\"" + one.getKey().reason() + "\"";
            awaitFigure(connector, one.getValue(), "harborlight_connector_rejected_total", partner, reason);
            assertThat(alarms.lines(connector, "alarm: a delivery was refused by the connector", partner, reason))
                    .isEqualTo(one.getValue());
        }
        drilled.assertGoesOn(drilled.submitter());
        drilled.assertGoesOn(drilled.other());
        awaitExact(misrouted.written().size());
    }

    /** Whoever is there is asked to start without what the chain begins with. */
    @Test
    @Order(4)
    void shouldLetNobodyInOnceTheChainIsCut() throws IOException {
        administrator.truncate(
                Topics.DIRECTORY, administrator.read(Topics.DIRECTORY).size() - 1L);
        drilled.assertGoesOn(drilled.submitter());
        ServiceProcess connector = exchange.services().connectors().getFirst();
        connector.stop();
        long before = alarms.lines(connector, "directory cannot be relied on, nobody is let in");
        String late = drilled.submit(drilled.submitter(), DrilledExchange.PUSHED, true);
        connector.start();

        await("the alarm").atMost(DrilledExchange.PATIENCE).untilAsserted(() -> {
            assertThat(alarms.lines(connector, "directory cannot be relied on, nobody is let in"))
                    .isGreaterThan(before);
        });
        assertThat(exchange.desk().notices()).doesNotContain(late);
    }

    private static void assertWithoutKeys(DeliveryCheck.Genuine came) {
        assertThat(came.body().sectionKeys())
                .isNotEmpty()
                .extracting(DeliveryBody.ReleasedKeys::keys)
                .allMatch(Optional::isEmpty);
    }

    private static int openedBy(String deskId, DeliveryCheck.Genuine came) {
        SealingKey key = drilled.sealingKey(deskId);
        return DrilledExchange.opened(came, key);
    }

    private static void awaitFigure(ServiceProcess service, double value, String name, String... labels) {
        await(name)
                .atMost(DrilledExchange.PATIENCE)
                .untilAsserted(
                        () -> assertThat(alarms.figure(service, name, labels)).isEqualTo(value));
    }

    /** The books balance, with so many deliveries that were never believed. */
    private static void awaitExact(int deadLettered) {
        await("the books")
                .atMost(DrilledExchange.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    JsonNode books = exchange.balance().body();
                    assertThat(BalanceText.settled(books)).as(books::toString).isTrue();
                    assertThat(BalanceText.exact(books)).as(books::toString).isTrue();
                    assertThat(books.path("deliveries").path("deadLettered").asInt())
                            .isEqualTo(deadLettered);
                });
    }
}
