package org.harborlight.connector.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.harborlight.connector.command.OpenCommand;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Origin;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.Test;

/** How many commands a lane takes in hand, and when it knows enough for them. */
class CommandRoundsTest {
    static {
        AvroTrust.install();
    }

    private static final TopicPartition OWNED = new TopicPartition("harborlight.deliveries.police-de.standard", 0);
    private static final TopicPartition RESULTS = new TopicPartition("harborlight.command-results", 0);

    private final Ends books = new Ends();
    private final CommandRounds rounds = new CommandRounds(books);
    private final List<String> answered = new ArrayList<>();

    /** The books end at {@code end}, and are known up to {@code read}. */
    private static final class Ends implements CommandRounds.Books {
        private long end;
        private long read;

        @Override
        public CommandRounds.Marks ends() {
            return new CommandRounds.Marks(Map.of(RESULTS, end), Map.of());
        }

        @Override
        public boolean known(CommandRounds.Marks marks) {
            return read >= marks.results().getOrDefault(RESULTS, 0L);
        }
    }

    @Test
    void shouldAnswerAFewInEachRoundAndEachOnce() {
        List<OpenCommand> open = commands(0, 100);

        assertThat(round(open, this::answer)).isTrue();
        assertThat(answered).hasSize(CommandRounds.MOST);
        assertThat(round(open, this::answer)).isTrue();
        assertThat(round(open, this::answer)).isTrue();
        assertThat(round(open, this::answer)).isFalse();
        round(open, this::answer);

        assertThat(answered).containsExactlyElementsOf(ids(open));
    }

    @Test
    void shouldLookAtNoneWhenTheTimeIsOver() {
        assertThat(rounds.round(commands(0, 3), Set.of(OWNED), this::answer, () -> false))
                .isTrue();

        assertThat(answered).isEmpty();
    }

    @Test
    void shouldAnswerWhatItKnowsWhileMoreCommandsCome() {
        books.end = 5;
        round(commands(0, 1), this::answer);
        books.end = 9;
        round(commands(0, 2), this::answer);
        assertThat(answered).isEmpty();
        books.read = 5;

        round(commands(0, 3), this::answer);

        assertThat(answered).containsExactlyElementsOf(ids(commands(0, 1)));
        books.read = 9;
        round(commands(0, 3), this::answer);
        assertThat(answered).containsExactlyElementsOf(ids(commands(0, 3)));
    }

    @Test
    void shouldKnowWhatCameOfOneCommandBeforeItAnswersAnotherAboutTheSameDelivery() {
        List<OpenCommand> open = List.of(command("first", 0), command("second", 0), command("third", 1));
        round(open, this::answer);
        assertThat(answered).containsExactly("first", "third");
        books.end = 2;
        round(open, this::answer);
        assertThat(answered).hasSize(2);
        books.read = 2;

        round(open, this::answer);

        assertThat(answered).containsExactly("first", "third", "second");
    }

    @Test
    void shouldGoRoundThoseThatAreAnotherInstances() {
        List<OpenCommand> open = commands(0, 6);
        List<String> looked = new ArrayList<>();
        for (int cycle = 0; cycle < 3; cycle++) {
            int[] time = {2};
            rounds.round(
                    open,
                    Set.of(OWNED),
                    command -> {
                        looked.add(command.id());
                        return false;
                    },
                    () -> time[0]-- > 0);
        }

        assertThat(looked).containsExactlyElementsOf(ids(open));
    }

    @Test
    void shouldNotTrustWhatItKnewBeforeWhenACommandComesBack() {
        round(commands(0, 1), this::answer);
        assertThat(answered).hasSize(1);
        round(List.of(), this::answer);
        books.end = 1;

        round(commands(0, 1), this::answer);

        assertThat(answered).as("its answer is written and not read yet").hasSize(1);
    }

    @Test
    void shouldAskAnewWhenItOwnsOtherPartitions() {
        round(commands(0, 1), _ -> false);
        books.end = 1;

        rounds.round(commands(0, 1), Set.of(OWNED, new TopicPartition(OWNED.topic(), 1)), this::answer, () -> true);

        assertThat(answered).isEmpty();
    }

    private boolean round(List<OpenCommand> open, Predicate<OpenCommand> answer) {
        return rounds.round(open, Set.of(OWNED), answer, () -> true);
    }

    private boolean answer(OpenCommand command) {
        return answered.add(command.id());
    }

    private static List<String> ids(List<OpenCommand> commands) {
        return commands.stream().map(OpenCommand::id).toList();
    }

    private static List<OpenCommand> commands(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> command("c-" + i, i)).toList();
    }

    private static OpenCommand command(String id, int delivery) {
        return new OpenCommand(
                Command.newBuilder()
                        .setCommandId(id)
                        .setKind(CommandKind.REDRIVE_DELIVERY)
                        .setDelivery(new CommandedDelivery("d-" + delivery, "police-de", Lane.STANDARD))
                        .setOperator("kim")
                        .setReason("well again")
                        .setAt(Instant.parse("2026-11-26T10:00:00Z"))
                        .build(),
                new Origin("harborlight.commands", 0, (long) delivery));
    }
}
