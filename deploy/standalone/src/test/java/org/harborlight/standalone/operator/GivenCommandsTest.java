package org.harborlight.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.standalone.operator.GivenCommands.Writing;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator learns of each command whether it was written and what came of it. */
final class GivenCommandsTest {
    private final GivenCommands given = new GivenCommands(List.of(command("a"), command("b"), command("c")));

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldFindAnAnswerByIdAndWhereNobodyBelievedTheCommandByPlace() {
        given.written("a", 7);
        given.written("b", 8);
        given.answered(result("a", Topics.COMMANDS, 7, null));
        given.answered(result("", Topics.COMMANDS, 8, "signatures-below-threshold"));
        assertThat(given.answer("a"))
                .hasValueSatisfying(one -> assertThat(one.getEffect()).isEqualTo(CommandEffect.APPLIED));
        assertThat(given.answer("b"))
                .hasValueSatisfying(one -> assertThat(one.getReason()).isEqualTo("signatures-below-threshold"));
        assertThat(given.open()).isFalse();
    }

    @Test
    void shouldPassOverAnswersToOthers() {
        given.written("a", 7);
        given.answered(result("z", Topics.COMMANDS, 7, null));
        given.answered(result("", Topics.COMMANDS, 6, "unknown-key"));
        given.answered(result("", Topics.DEAD_LETTERS, 7, "unknown-key"));
        assertThat(given.answer("a")).isEmpty();
        assertThat(given.open()).isTrue();
    }

    @Test
    void shouldKeepWhatIsWrittenWhenALaterWriteFails() {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata>
                            send(org.apache.kafka.clients.producer.ProducerRecord<String, byte[]> record) {
                        var sent = super.send(record);
                        if (history().size() == 1) {
                            completeNext();
                        } else {
                            errorNext(new TimeoutException());
                        }
                        return sent;
                    }
                };
        Map<String, byte[]> signed = new LinkedHashMap<>();
        List.of("a", "b", "c").forEach(id -> signed.put(id, new byte[] {1}));
        new CommandWriter(producer).write(signed, 0, given);
        assertThat(List.of(given.writing("a"), given.writing("b"), given.writing("c")))
                .containsExactly(Writing.WRITTEN, Writing.UNCERTAIN, Writing.NOT_WRITTEN);
        given.answered(result("", Topics.COMMANDS, 0, "unknown-key"));
        assertThat(given.answer("a")).isPresent();
        assertThat(given.open()).as("nothing more is waited for").isFalse();
    }

    @Test
    void shouldPassOverAResultThatCannotBeRead() {
        Function<byte[], CommandResult> unreadable = _ -> {
            throw new DecodeException(DecodeException.MALFORMED);
        };
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Topics.COMMAND_RESULTS, 0, 3, "key", new byte[] {1});
        assertThat(CommandDesk.result(unreadable, record)).isEmpty();
        assertThat(CommandDesk.result(_ -> result("a", Topics.COMMANDS, 1, null), record))
                .isPresent();
    }

    private static Command command(String id) {
        return Command.newBuilder()
                .setCommandId(id)
                .setKind(CommandKind.REDRIVE_DELIVERY)
                .setOperator("kim")
                .setReason("why")
                .setAt(Instant.EPOCH)
                .build();
    }

    private static CommandResult result(
            String id, String topic, long offset, @org.jspecify.annotations.Nullable String refusal) {
        return CommandResult.newBuilder()
                .setCommandId(id)
                .setCommand(new Origin(topic, 0, offset))
                .setEffect(refusal == null ? CommandEffect.APPLIED : CommandEffect.REFUSED)
                .setReason(refusal)
                .setAt(Instant.EPOCH)
                .build();
    }
}
