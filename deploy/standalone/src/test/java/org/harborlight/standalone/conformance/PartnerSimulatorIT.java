package org.harborlight.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.standalone.simulate.Course;
import org.harborlight.standalone.simulate.Entry;
import org.harborlight.standalone.simulate.Mode;
import org.harborlight.standalone.simulate.PartnerSimulator;
import org.harborlight.standalone.simulate.PushLog;
import org.harborlight.standalone.simulate.Turns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulated partner keeps to its turns and its course, and remembers. */
final class PartnerSimulatorIT {
    @TempDir
    private static Path folder;

    private static CheckedPartner partner;

    private final TestDeliveries deliveries = new TestDeliveries(CheckedPartner.ID, CheckedPartner.CLOCK);
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeKeys() {
        partner = new CheckedPartner(folder.resolve("data"));
    }

    @Test
    void shouldMisbehaveInItsTurnsOnlyAndKnowADeliveryAgain() {
        try (PartnerSimulator simulator = partner.simulator(conduct(Mode.WRONG_DIGEST, new Turns.Every(2)), log())) {
            Partner seen = partner.seen(simulator.endpoint());
            TestPush push = partner.pushes().push(deliveries.next());
            assertThat(codes(seen, push, 4)).containsExactly("receipted", "wrong-echo", "receipted", "wrong-echo");
            await().untilAsserted(() -> assertThat(entries).hasSize(4));
            assertThat(entries).extracting(Entry::attempt).containsExactlyInAnyOrder(1, 2, 3, 4);
            assertThat(entries).allMatch(entry -> entry.honoured() == (entry.attempt() % 2 == 1));
            assertThat(simulator.log().honoured())
                    .containsExactly(push.items().getFirst().deliveryId());
            assertThat(seen.judge(push, seen.send(push)).getFirst())
                    .isInstanceOfSatisfying(
                            PushAnswer.Receipted.class,
                            receipted -> assertThat(receipted.repeated()).isTrue());
        }
    }

    @Test
    void shouldGiveEachConnectionItsTurnWhereItsHandshakeIsSpoilt() {
        try (PartnerSimulator simulator =
                partner.simulator(conduct(Mode.EXPIRED_CERTIFICATE, new Turns.Every(2)), log())) {
            Partner seen = partner.seen(simulator.endpoint());
            assertThat(codes(seen, partner.pushes().push(deliveries.next()), 4))
                    .containsExactly("receipted", "certificate-expired", "receipted", "certificate-expired");
            await().untilAsserted(() ->
                    assertThat(simulator.log().outcomes()).isEqualTo(Map.of("receipted", 2, "handshake-ended", 2)));
        }
    }

    @Test
    void shouldEndAConnectionThatIsOlderThanTheMode() throws IOException {
        try (PartnerSimulator simulator = partner.simulator(conduct(Mode.OK, new Turns.All()), log())) {
            Partner seen = partner.seen(simulator.endpoint());
            try (PartnerConnection connection = seen.open()) {
                TestPush push = partner.pushes().push(deliveries.next());
                assertThat(seen.send(push, connection)).isInstanceOf(Reply.Answered.class);
                simulator.switchTo(Mode.WRONG_SAN);
                assertThat(seen.send(push, connection)).isEqualTo(new Reply.Nothing("connection-closed"));
            }
            assertThat(simulator.log().outcomes()).containsEntry("closed-unanswered", 1);
        }
    }

    @Test
    void shouldHaveWrittenWhatItHonoursWhenItsAnswerComes() throws IOException {
        Path file = folder.resolve("pushes.jsonl");
        try (PushLog log = new PushLog(Optional.of(file), entries::add);
                PartnerSimulator simulator = partner.simulator(conduct(Mode.OK, new Turns.All()), log)) {
            Partner seen = partner.seen(simulator.endpoint());
            for (int i = 1; i <= 3; i++) {
                assertThat(codes(seen, partner.pushes().push(deliveries.next()), 1))
                        .containsExactly("receipted");
                assertThat(Files.readAllLines(file))
                        .hasSize(i)
                        .last()
                        .asString()
                        .contains("\"honoured\":true");
            }
            assertThat(codes(seen, partner.pushes().push(deliveries.nextFor("somebody")), 1))
                    .containsExactly("refused");
            assertThat(entries.getLast().outcome()).isEqualTo("not-addressed-to-us");
        }
    }

    @Test
    void shouldSayThatALateReceiptFoundNobody() {
        try (PartnerSimulator simulator = partner.simulator(conduct(Mode.LATE_RECEIPT, new Turns.All()), log())) {
            Partner seen = partner.seen(simulator.endpoint());
            assertThat(codes(seen, partner.pushes().push(deliveries.next()), 2)).containsExactly("no-echo", "no-echo");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(simulator.log().outcomes())
                            .containsEntry("late-receipt", 2)
                            .containsKey("no-answer"));
            assertThat(simulator.log().honoured()).isEmpty();
        }
    }

    private static PartnerSimulator.Conduct conduct(Mode mode, Turns turns) {
        return new PartnerSimulator.Conduct(Course.always(mode), turns, CheckedPartner.QUICK);
    }

    private PushLog log() {
        return new PushLog(Optional.empty(), entries::add);
    }

    private static List<String> codes(Partner seen, TestPush push, int times) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            codes.add(seen.judge(push, seen.send(push)).getFirst().code());
        }
        return codes;
    }
}
