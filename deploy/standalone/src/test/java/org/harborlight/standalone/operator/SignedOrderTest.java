package org.harborlight.standalone.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.command.CommandCheck;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one operator has signed travels to the next as a file, and says the same there. */
final class SignedOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final CommandedNotice NOTICE =
            new CommandedNotice("platform-a", "11111111-1111-1111-1111-111111111111");

    private final SigningKey one = SigningKey.generate("operator-1", new SecureRandom());
    private final SigningKey two = SigningKey.generate("operator-2", new SecureRandom());

    private final SignedOrder order = SignedOrder.of(
            CommandKind.ERASE, NOTICE, new Operator("kim", "order 17", List.of(one)), InstantSource.fixed(NOW));

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldBeBelievedOnceTheSecondOperatorHasSignedTheFile(@TempDir Path folder) {
        Path file = folder.resolve("order.json");
        order.write(file);

        SignedOrder read = SignedOrder.read(file);
        SignedOrder complete = read.signedBy(new Operator("lee", "order 17", List.of(two)));

        assertThat(read.signatures()).isEqualTo(1);
        assertThat(complete.signatures()).isEqualTo(2);
        assertThat(verifier().check(read.envelope(), NOW))
                .isEqualTo(new CommandCheck.Rejected("signatures-below-threshold"));
        assertThat(verifier().check(complete.envelope(), NOW)).isEqualTo(new CommandCheck.Genuine(order.command()));
    }

    @Test
    void shouldTellWhatTheFileSaysFromWhatTheSecondOperatorMeans() {
        assertThat(order.says(CommandKind.ERASE, NOTICE, "order 17")).isTrue();
        assertThat(order.says(CommandKind.RELEASE_HOLD, NOTICE, "order 17")).isFalse();
        assertThat(order.says(CommandKind.ERASE, NOTICE, "order 18")).isFalse();
        assertThat(order.says(CommandKind.ERASE, new CommandedNotice("platform-b", NOTICE.getNoticeId()), "order 17"))
                .isFalse();
    }

    @Test
    void shouldTellOneIncidentAndLaneFromAnother() {
        CommandedIncident incident = new CommandedIncident("platform-a", "reference-1", Lane.URGENT);
        SignedOrder unlink = SignedOrder.of(
                incident, new Operator("kim", "two children", List.of(one, two)), InstantSource.fixed(NOW));

        assertThat(verifier().check(unlink.envelope(), NOW)).isEqualTo(new CommandCheck.Genuine(unlink.command()));
        assertThat(unlink.says(incident, "two children")).isTrue();
        assertThat(unlink.says(incident, "another reason")).isFalse();
        assertThat(unlink.says(new CommandedIncident("platform-a", "reference-1", Lane.STANDARD), "two children"))
                .isFalse();
        assertThat(unlink.says(CommandKind.ERASE, NOTICE, "two children")).isFalse();
    }

    @Test
    void shouldReplaceNoFileAndReadNothingElse(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{}", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> order.write(file)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> SignedOrder.read(file)).isInstanceOf(DecodeException.class);
    }

    private CommandVerifier verifier() {
        return new CommandVerifier(
                List.of(one.publicEntry(Instant.EPOCH), two.publicEntry(Instant.EPOCH)),
                1,
                SingleObject.of(Command.class));
    }
}
