package org.harborlight.schemas.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedDelivery;
import org.harborlight.schemas.CommandedHeldNotice;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what enough operators signed, of today and complete, may take effect. */
final class CommandVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String NOTICE = UUID.randomUUID().toString();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey one = SigningKey.generate("operator-1", RANDOM);
    private final SigningKey two = SigningKey.generate("operator-2", RANDOM);
    private final SigningKey three = SigningKey.generate("operator-3", RANDOM);
    private final SigningKey stranger = SigningKey.generate("operator-1", RANDOM);

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldBelieveWhatAnOperatorSigned() {
        Command command = command().build();

        assertThat(verifier(1).check(CommandSigner.sign(command, List.of(one)), NOW))
                .isEqualTo(new CommandCheck.Genuine(command));
    }

    @Test
    void shouldAskForAsManyOperatorsAsADirectoryEntryNeeds() {
        Command command = command().build();

        assertThat(rejection(verifier(2).check(CommandSigner.sign(command, List.of(one)), NOW)))
                .isEqualTo("signatures-below-threshold");
        assertThat(verifier(2).check(CommandSigner.sign(command, List.of(one, two)), NOW))
                .isEqualTo(new CommandCheck.Genuine(command));
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"ERASE", "HOLD", "RELEASE_HOLD"})
    void shouldAskForTwoOperatorsForWhatCannotBeUndone(CommandKind kind) {
        Command command = ofNotice(kind).build();

        assertThat(rejection(verifier(1).check(CommandSigner.sign(command, List.of(one)), NOW)))
                .isEqualTo("signatures-below-threshold");
        assertThat(rejection(alone().check(CommandSigner.sign(command, List.of(one)), NOW)))
                .isEqualTo("needs-two-operator-keys");
        assertThat(verifier(1).check(CommandSigner.sign(command, List.of(one, two)), NOW))
                .isEqualTo(new CommandCheck.Genuine(command));
    }

    @Test
    void shouldBelieveWhatTheSecondOperatorSignedLater() {
        Command command = ofNotice(CommandKind.ERASE).build();
        SignedEnvelope proposed = CommandSigner.sign(command, List.of(one));

        SignedEnvelope complete = CommandSigner.addTo(proposed, List.of(one, two));

        assertThat(complete.getSignatures()).hasSize(2);
        assertThat(verifier(1).check(complete, NOW)).isEqualTo(new CommandCheck.Genuine(command));
    }

    @Test
    void shouldGiveNoEffectToWhatNamesNoNoticeOrMoreThanOneSubject() {
        assertThat(withoutEffect(ofNotice(CommandKind.ERASE).setNotice(null))).isEqualTo("malformed-command");
        assertThat(withoutEffect(ofNotice(CommandKind.ERASE).setNotice(new CommandedNotice("platform-a", "n-1"))))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(ofNotice(CommandKind.ERASE).setNotice(new CommandedNotice("a/b", NOTICE))))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(
                        ofNotice(CommandKind.HOLD).setDelivery(new CommandedDelivery("d-1", "p", Lane.STANDARD))))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(command().setNotice(new CommandedNotice("platform-a", NOTICE))))
                .isEqualTo("malformed-command");
    }

    @Test
    void shouldRejectWhenTheKeyIsNotTheOperators() {
        SignedEnvelope forged = CommandSigner.sign(command().build(), List.of(stranger));

        assertThat(rejection(verifier(1).check(forged, NOW))).isEqualTo("bad-signature");
    }

    @Test
    void shouldRejectWhenOneSignatureOfSeveralDoesNotHold() {
        SigningKey unknown = SigningKey.generate("somebody", RANDOM);
        SignedEnvelope envelope = CommandSigner.sign(command().build(), List.of(one, unknown));

        assertThat(rejection(verifier(1).check(envelope, NOW))).isEqualTo("unknown-key");
    }

    @Test
    void shouldRejectWhenNobodySigned() {
        SignedEnvelope envelope = changed(e -> e.setSignatures(List.of()));

        assertThat(rejection(verifier(1).check(envelope, NOW))).isEqualTo("no-signature");
    }

    @Test
    void shouldRejectWhenOneKeySignsTwiceForTheThreshold() {
        SignedEnvelope envelope = changed(e -> {
            List<Signature> twice = new ArrayList<>(e.getSignatures());
            twice.addAll(e.getSignatures());
            return e.setSignatures(twice);
        });

        assertThat(rejection(verifier(2).check(envelope, NOW))).isEqualTo("duplicate-key");
    }

    @Test
    void shouldRejectWhenAByteWasChanged() {
        SignedEnvelope envelope = changed(e -> {
            byte[] payload = Bytes.copy(e.getPayload());
            payload[payload.length - 1] ^= 1;
            return e.setPayload(ByteBuffer.wrap(payload));
        });

        assertThat(rejection(verifier(1).check(envelope, NOW))).isEqualTo("bad-signature");
    }

    @Test
    void shouldRejectWhatAnOperatorSignedForAnotherPurpose() {
        byte[] payload = SingleObject.of(Command.class).encode(command().build());
        SignedEnvelope envelope = new EnvelopeSigner(one).sign(MediaTypes.DIRECTORY_ENTRY, payload);

        assertThat(rejection(verifier(1).check(envelope, NOW))).isEqualTo("wrong-payload-type");
    }

    @Test
    void shouldRejectWhenThePayloadIsNotACommand() {
        SignedEnvelope envelope = new EnvelopeSigner(one).sign(MediaTypes.COMMAND, new byte[] {1, 2, 3});

        assertThat(verifier(1).check(envelope, NOW)).isInstanceOf(CommandCheck.Rejected.class);
    }

    @Test
    void shouldGiveNoEffectToWhatIsOlderThanADayOrFromTheFuture() {
        assertThat(withoutEffect(command().setAt(NOW.minus(Duration.ofHours(25)))))
                .isEqualTo("too-old");
        assertThat(withoutEffect(command().setAt(NOW.plus(Duration.ofHours(1)))))
                .isEqualTo("from-the-future");
    }

    @Test
    void shouldGiveNoEffectToWhatIsIncomplete() {
        assertThat(withoutEffect(command().setKind(CommandKind.UNSPECIFIED))).isEqualTo("malformed-command");
        assertThat(withoutEffect(command().setKind(CommandKind.REDRIVE_DEAD_LETTER)))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(command().setDelivery(null))).isEqualTo("malformed-command");
        assertThat(withoutEffect(command().setReason(" "))).isEqualTo("malformed-command");
        assertThat(withoutEffect(command().setReason("x".repeat(501)))).isEqualTo("malformed-command");
        assertThat(withoutEffect(command().setOperator(""))).isEqualTo("malformed-command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "d 1", "d-1\n", "d-1\u2028reason=x", "d\u00e9"})
    void shouldGiveNoEffectToWhatNamesNoDelivery(String id) {
        assertThat(withoutEffect(command().setDelivery(new CommandedDelivery(id, "police-de", Lane.STANDARD))))
                .isEqualTo("malformed-command");
    }

    @Test
    void shouldGiveNoEffectToADeliveryIdThatIsTooLong() {
        assertThat(withoutEffect(
                        command().setDelivery(new CommandedDelivery("d".repeat(401), "police-de", Lane.STANDARD))))
                .isEqualTo("malformed-command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"harborlight.deliveries.police-de.urgent/0/12", "0a_1"})
    void shouldBelieveWhatNamesADelivery(String id) {
        Command command = command()
                .setDelivery(new CommandedDelivery(id, "police-de", Lane.STANDARD))
                .build();

        assertThat(verifier(1).check(CommandSigner.sign(command, List.of(one)), NOW))
                .isEqualTo(new CommandCheck.Genuine(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "harborlight.commands/0/1"})
    void shouldRejectWhenTheIdIsNoUuid(String id) {
        SignedEnvelope envelope = CommandSigner.sign(command().setCommandId(id).build(), List.of(one));

        assertThat(rejection(verifier(1).check(envelope, NOW))).isEqualTo("malformed-command");
    }

    @Test
    void shouldAskOneOperatorForAReleaseThatNamesNoticeReferenceAndLane() {
        Command command = release("platform-a", "ref-1", Lane.URGENT).build();

        assertThat(verifier(1).check(CommandSigner.sign(command, List.of(one)), NOW))
                .isEqualTo(new CommandCheck.Genuine(command));
        assertThat(withoutEffect(release("Platform A", "ref-1", Lane.URGENT))).isEqualTo("malformed-command");
        assertThat(withoutEffect(release("platform-a", " ", Lane.URGENT))).isEqualTo("malformed-command");
        assertThat(withoutEffect(release("platform-a", "r".repeat(201), Lane.URGENT)))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(release("platform-a", "ref-1", Lane.UNSPECIFIED)))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(ofNotice(CommandKind.RELEASE))).isEqualTo("malformed-command");
    }

    @Test
    void shouldAskTwoOperatorsForAnUnlinkThatNamesIncidentAndLane() {
        Command command = unlink("platform-a", "ref-1", Lane.URGENT).build();

        assertThat(rejection(verifier(1).check(CommandSigner.sign(command, List.of(one)), NOW)))
                .isEqualTo("signatures-below-threshold");
        assertThat(rejection(alone().check(CommandSigner.sign(command, List.of(one)), NOW)))
                .isEqualTo("needs-two-operator-keys");
        assertThat(verifier(1).check(CommandSigner.sign(command, List.of(one, two)), NOW))
                .isEqualTo(new CommandCheck.Genuine(command));
        assertThat(withoutEffect(unlink("Platform A", "ref-1", Lane.URGENT))).isEqualTo("malformed-command");
        assertThat(withoutEffect(unlink("platform-a", " ", Lane.URGENT))).isEqualTo("malformed-command");
        assertThat(withoutEffect(unlink("platform-a", "r".repeat(201), Lane.URGENT)))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(unlink("platform-a", "ref-1", Lane.UNSPECIFIED)))
                .isEqualTo("malformed-command");
        assertThat(withoutEffect(ofNotice(CommandKind.UNLINK))).isEqualTo("malformed-command");
        assertThat(withoutEffect(unlink("platform-a", "ref-1", Lane.URGENT)
                        .setNotice(new CommandedNotice("platform-a", NOTICE))))
                .isEqualTo("malformed-command");
    }

    private static Command.Builder unlink(String submitterId, String reference, Lane lane) {
        return ofNotice(CommandKind.UNLINK)
                .setNotice(null)
                .setIncident(new CommandedIncident(submitterId, reference, lane));
    }

    @Test
    void shouldGoByWhoWereOperatorsAtThePlaceOfACommandAndNeverByItsOwnTime() {
        CommandVerifier verifier = replaced(5);
        Command early = ofNotice(CommandKind.HOLD).setAt(NOW).build();
        SignedEnvelope byTheOld = CommandSigner.sign(early, List.of(one, two));
        SignedEnvelope byTheNew = CommandSigner.sign(early, List.of(two, three));

        assertThat(verifier.check(byTheOld, 4, NOW)).isEqualTo(new CommandCheck.Genuine(early));
        assertThat(rejection(verifier.check(byTheOld, 5, NOW))).isEqualTo("operator-key-retired");
        assertThat(rejection(verifier.check(byTheOld, NOW))).isEqualTo("operator-key-retired");
        assertThat(verifier.check(byTheNew, 5, NOW)).isEqualTo(new CommandCheck.Genuine(early));
        assertThat(verifier.check(byTheNew, NOW)).isEqualTo(new CommandCheck.Genuine(early));
        assertThat(rejection(verifier.check(byTheNew, 4, NOW))).isEqualTo("unknown-key");
    }

    @Test
    void shouldNotBelieveARetiredKeyBesideOneThatCounts() {
        SignedEnvelope mixed = CommandSigner.sign(ofNotice(CommandKind.HOLD).build(), List.of(two, three, one));

        assertThat(rejection(replaced(0).check(mixed, NOW))).isEqualTo("operator-key-retired");
    }

    @Test
    void shouldJudgeNothingWhileItIsNotKnownWhoTheOperatorsAre() {
        CommandVerifier verifier =
                new CommandVerifier(() -> Directory.empty().operators(), SingleObject.of(Command.class));
        SignedEnvelope signed = CommandSigner.sign(command().build(), List.of(one));

        assertThatThrownBy(() -> verifier.check(signed, NOW)).isInstanceOf(IllegalStateException.class);
    }

    /** Operator 3 came for operator 1. */
    private CommandVerifier replaced(long commandsFrom) {
        DirectoryLoader loader =
                new DirectoryLoader(List.of(one.publicEntry(Instant.EPOCH), two.publicEntry(Instant.EPOCH)), 2);
        Operators next = OperatorSet.pinned(
                        List.of(two.publicEntry(Instant.EPOCH), three.publicEntry(Instant.EPOCH)), 2)
                .named();
        SignedEnvelope entry = DirectorySigner.signOperators(0, "", next, commandsFrom, NOW, List.of(one, two, three));
        assertThat(loader.apply(entry)).isInstanceOf(LoadResult.Applied.class);
        return new CommandVerifier(() -> loader.current().operators(), SingleObject.of(Command.class));
    }

    private static Command.Builder release(String submitterId, String reference, Lane lane) {
        return ofNotice(CommandKind.RELEASE)
                .setNotice(null)
                .setHeldNotice(new CommandedHeldNotice(submitterId, NOTICE, reference, lane));
    }

    private String withoutEffect(Command.Builder command) {
        CommandCheck check = verifier(1).check(CommandSigner.sign(command.build(), List.of(one, two)), NOW);
        return check instanceof CommandCheck.WithoutEffect nothing ? nothing.reason() : check.toString();
    }

    private static String rejection(CommandCheck check) {
        return check instanceof CommandCheck.Rejected rejected ? rejected.reason() : check.toString();
    }

    private SignedEnvelope changed(UnaryOperator<SignedEnvelope.Builder> change) {
        SignedEnvelope signed = CommandSigner.sign(command().build(), List.of(one));
        return change.apply(SignedEnvelope.newBuilder(signed)).build();
    }

    private CommandVerifier verifier(int threshold) {
        return new CommandVerifier(
                List.of(one.publicEntry(Instant.EPOCH), two.publicEntry(Instant.EPOCH)),
                threshold,
                SingleObject.of(Command.class));
    }

    private CommandVerifier alone() {
        return new CommandVerifier(List.of(one.publicEntry(Instant.EPOCH)), 1, SingleObject.of(Command.class));
    }

    private static Command.Builder ofNotice(CommandKind kind) {
        return command().setKind(kind).setDelivery(null).setNotice(new CommandedNotice("platform-a", NOTICE));
    }

    private static Command.Builder command() {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.REDRIVE_DELIVERY)
                .setDelivery(new CommandedDelivery("d-1", "police-de", Lane.STANDARD))
                .setOperator("kim")
                .setReason("the partner's system is well again")
                .setAt(NOW);
    }
}
