package org.harborlight.connector;

import static org.awaitility.Awaitility.await;

import java.util.List;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.BeforeEach;

/** Operators give commands and wait for what comes of them. */
abstract class CommandScenario extends Scenario {
    private TopicTail<CommandResult> results;

    CommandScenario(TestExchange exchange) {
        super(exchange);
    }

    @BeforeEach
    void watchResults() {
        results =
                tail(Topics.COMMAND_RESULTS, exchange.formats.of(Topics.COMMAND_RESULTS, CommandResult.class)::decode);
    }

    SignedEnvelope write(Command command, SigningKey... signers) {
        SignedEnvelope signed = CommandSigner.sign(command, List.of(signers));
        send(signed);
        return signed;
    }

    void send(SignedEnvelope command) {
        exchange.send(
                Topics.COMMANDS,
                "0",
                exchange.formats.of(Topics.COMMANDS, SignedEnvelope.class).encode(command));
    }

    CommandResult answer(Command command) {
        await().atMost(PATIENCE).until(() -> !answers(command).isEmpty());
        return answers(command).getFirst();
    }

    List<CommandResult> answers(Command command) {
        return results.all().stream()
                .filter(result -> result.getCommandId().equals(command.getCommandId()))
                .toList();
    }

    void awaitRefusals(String reason, int count) {
        await().atMost(PATIENCE).until(() -> refusals(reason).size() >= count);
    }

    List<CommandResult> refusals(String reason) {
        return results.all().stream()
                .filter(result -> result.getCommandId().isEmpty())
                .filter(result -> reason.equals(result.getReason()))
                .toList();
    }
}
