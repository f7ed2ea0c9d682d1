package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.standalone.runtime.Endpoints;

/** Topic commands as an auditor reads it, who has the public keys of the operators. Of one exchange; for one thread. */
final class WrittenCommands {
    private final Endpoints endpoints;
    private final OperatorSet operators;

    WrittenCommands(Endpoints endpoints, List<SigningKey> operators) {
        List<PublicKeyEntry> keys =
                operators.stream().map(key -> key.publicEntry(Instant.EPOCH)).toList();
        this.endpoints = endpoints;
        this.operators = OperatorSet.pinned(keys, keys.size());
    }

    /** The one command that gives this reason; each operator has signed it, and it was given between then and now. */
    Command because(String reason, String operator, Instant since) {
        List<Command> commands = all().stream()
                .filter(command -> command.getReason().equals(reason))
                .toList();
        assertThat(commands).as("commands because: %s", reason).hasSize(1);
        Command command = commands.getFirst();
        assertThat(command.getOperator()).isEqualTo(operator);
        assertThat(command.getAt()).isBetween(since.truncatedTo(ChronoUnit.MILLIS), Instant.now());
        return command;
    }

    /** All of them, each signed by every operator. */
    List<Command> all() {
        try (SchemaRegistry registry = new SchemaRegistry(endpoints.registry().toString(), Map.of())) {
            return CommittedRecords.read(
                            Map.of("bootstrap.servers", endpoints.kafka()),
                            Topics.COMMANDS,
                            new WireFormats(registry).of(Topics.COMMANDS, SignedEnvelope.class))
                    .stream()
                    .map(this::verified)
                    .toList();
        }
    }

    private Command verified(SignedEnvelope envelope) {
        SignatureCheck check = new EnvelopeVerifier(operators).verify(envelope, Instant.now());
        assertThat(check)
                .isInstanceOfSatisfying(
                        SignatureCheck.Valid.class,
                        valid -> assertThat(valid.keyIds()).containsExactlyInAnyOrderElementsOf(operators.keyIds()));
        return SingleObject.of(Command.class).decode(envelope.getPayload());
    }
}
