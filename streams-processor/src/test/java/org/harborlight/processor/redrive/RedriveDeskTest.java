package org.harborlight.processor.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.processor.link.RedriveHeader;
import org.harborlight.processor.topology.LaneDriver;
import org.harborlight.processor.topology.TestExchange;
import org.harborlight.processor.topology.TestGateway;
import org.harborlight.processor.topology.TestNotices;
import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedDeadLetter;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What brings a dead-lettered notice back, as it was, and what does not. */
final class RedriveDeskTest {
    private static final Instant NOW = TestExchange.NOW;
    private static final Origin PLACE = new Origin(Topics.COMMANDS, 0, 5L);
    private static final Origin LETTER = new Origin(Topics.DEAD_LETTERS, 1, 9L);
    private static final Origin ORIGIN = new Origin(Topics.notices(Lane.URGENT), 2, 17L);
    private static final SecureRandom RANDOM = new SecureRandom();

    static {
        AvroTrust.install();
    }

    private final SigningKey operator = SigningKey.generate("operator-1", RANDOM);
    private final RedriveFormats formats = RedriveFormats.of(new WireFormats(LaneDriver.registry()));
    private final Map<Origin, ConsumerRecord<String, byte[]>> records = new HashMap<>();
    private final Map<String, Origin> answered = new HashMap<>();
    private final RedriveDesk desk = new RedriveDesk(
            new CommandVerifier(List.of(operator.publicEntry(Instant.EPOCH)), 1, SingleObject.of(Command.class)),
            formats,
            new RedriveSources(
                    place -> Optional.ofNullable(records.get(place)), id -> Optional.ofNullable(answered.get(id))),
            () -> NOW);
    private AcceptedNotice notice;
    private byte[] original;

    @BeforeEach
    void letter() {
        notice = new TestGateway(TestExchange.standard())
                .accept(TestNotices.extortion().build(), Lane.URGENT, NOW);
        original = formats.notices().encode(notice);
        write(original);
    }

    @Test
    void shouldPutTheNoticeIntoTheHandoversOfItsOwnLaneWordForWord() {
        RedriveAnswer answer = answer(command());

        assertThat(answer).isInstanceOf(RedriveAnswer.Again.class);
        RedriveAnswer.Again again = (RedriveAnswer.Again) answer;
        assertThat(again.notice().topic()).isEqualTo(Topics.handovers(Lane.URGENT));
        assertThat(again.notice().key()).isEqualTo(notice.getReference());
        assertThat(again.notice().value()).isEqualTo(original);
        assertThat(new String(
                        again.notice()
                                .headers()
                                .lastHeader("harborlight-origin")
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo("harborlight.notices.urgent/2/17");
        Origin written = new Origin(Topics.handovers(Lane.URGENT), 0, 3L);
        assertThat(again.applied(written).getEffect()).isEqualTo(CommandEffect.APPLIED);
        assertThat(again.applied(written).getRecord()).isEqualTo(written);
    }

    @Test
    void shouldTakeTheNoticeItselfWhenItFailedOnItsWay() {
        write(new byte[] {1, 2, 3});
        records.put(ORIGIN, at(ORIGIN, original));

        assertThat(answer(command())).isInstanceOf(RedriveAnswer.Again.class);
    }

    @Test
    void shouldRefuseWhatIsGoneOrIsNoNotice() {
        write(new byte[] {1, 2, 3});
        assertThat(refusal(command())).isEqualTo("source-gone");
        records.put(ORIGIN, at(ORIGIN, new byte[] {4}));
        assertThat(refusal(command())).isEqualTo("malformed-record");
        records.remove(LETTER);
        assertThat(refusal(command())).isEqualTo("letter-gone");
    }

    @Test
    void shouldRefuseWhenTheLetterIsAboutAnotherRecord() {
        assertThat(refusal(command()
                        .setDeadLetter(new CommandedDeadLetter(LETTER, new Origin(ORIGIN.getTopic(), 2, 18L)))))
                .isEqualTo("letter-mismatch");
    }

    @Test
    void shouldRefuseWhatIsNotInTheTopicsOfNotices() {
        Origin delivery = new Origin(Topics.deliveries("police-de", Lane.URGENT), 0, 1L);
        assertThat(refusal(command().setDeadLetter(new CommandedDeadLetter(LETTER, delivery))))
                .isEqualTo("not-a-notice");
        assertThat(refusal(command().setDeadLetter(new CommandedDeadLetter(delivery, ORIGIN))))
                .isEqualTo("malformed-command");
    }

    @Test
    void shouldRefuseWhatIsTooOldAndWhatWasAnsweredElsewhere() {
        Command.Builder old = command().setAt(NOW.minus(Duration.ofDays(2)));
        assertThat(refusal(old)).isEqualTo("too-old");

        Command.Builder replayed = command();
        answered.put(replayed.getCommandId(), new Origin(Topics.COMMANDS, 0, 4L));
        assertThat(refusal(replayed)).isEqualTo("replayed");
    }

    @Test
    void shouldLeaveWhatWasAnsweredWhatIsForgedAndWhatIsNotItsOwn() {
        Command.Builder done = command();
        answered.put(done.getCommandId(), PLACE);
        assertThat(answer(done)).isInstanceOf(RedriveAnswer.None.class);

        SigningKey forger = SigningKey.generate("operator-1", RANDOM);
        byte[] forged = formats.commands().encode(CommandSigner.sign(command().build(), List.of(forger)));
        assertThat(desk.answer(forged, PLACE)).isInstanceOf(RedriveAnswer.None.class);
        assertThat(desk.answer(new byte[] {7}, PLACE)).isInstanceOf(RedriveAnswer.None.class);
        assertThat(desk.answer(null, PLACE)).isInstanceOf(RedriveAnswer.None.class);

        Command.Builder delivery = command()
                .setKind(CommandKind.REDRIVE_DELIVERY)
                .setDeadLetter(null)
                .setDelivery(new CommandedDelivery("d-1", "police-de", Lane.URGENT));
        assertThat(answer(delivery)).isInstanceOf(RedriveAnswer.None.class);
    }

    @Test
    void shouldNameTheFirstRecordWhenARedrivenNoticeFailedAgain() {
        Origin copy = new Origin(Topics.handovers(Lane.URGENT), 0, 3L);
        write(original, copy);
        ConsumerRecord<String, byte[]> redriven = at(copy, original);
        RedriveHeader.write(redriven.headers(), "command-0", ORIGIN);
        records.put(copy, redriven);

        RedriveAnswer answer = answer(command().setDeadLetter(new CommandedDeadLetter(LETTER, copy)));

        assertThat(((RedriveAnswer.Again) answer).notice().topic()).isEqualTo(Topics.handovers(Lane.URGENT));
        assertThat(RedriveHeader.read(((RedriveAnswer.Again) answer).notice().headers()))
                .contains(ORIGIN);
        records.put(copy, at(copy, original));
        RedriveAnswer handedOver = answer(command().setDeadLetter(new CommandedDeadLetter(LETTER, copy)));
        assertThat(RedriveHeader.read(
                        ((RedriveAnswer.Again) handedOver).notice().headers()))
                .contains(copy);
    }

    private static ConsumerRecord<String, byte[]> at(Origin place, byte[] value) {
        return new ConsumerRecord<>(place.getTopic(), place.getPartition(), place.getOffset(), "key", value);
    }

    private void write(byte[] record) {
        write(record, ORIGIN);
    }

    private void write(byte[] record, Origin origin) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setOriginal(ByteBuffer.wrap(record))
                .setReason("receipt-unknown-key")
                .setOrigin(origin)
                .setAt(NOW)
                .build();
        records.put(LETTER, at(LETTER, formats.letters().encode(letter)));
    }

    private RedriveAnswer answer(Command.Builder command) {
        return desk.answer(formats.commands().encode(CommandSigner.sign(command.build(), List.of(operator))), PLACE);
    }

    private String refusal(Command.Builder command) {
        return answer(command) instanceof RedriveAnswer.Refused refused
                ? String.valueOf(refused.result().getReason())
                : "not refused";
    }

    private static Command.Builder command() {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.REDRIVE_DEAD_LETTER)
                .setDeadLetter(new CommandedDeadLetter(LETTER, ORIGIN))
                .setOperator("kim")
                .setReason("the receipt key is known now")
                .setAt(NOW);
    }
}
