package org.harborlight.schemas.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.OperatorEntry;
import org.harborlight.schemas.OperatorKey;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.Test;

/** Operators come and go by entries that those before and those after sign; who is gone decides nothing any more. */
class OperatorRotationTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey one = key("operator-1");
    private final SigningKey two = key("operator-2");
    private final SigningKey three = key("operator-3");
    private final SigningKey four = key("operator-4");
    private final DirectoryLoader loader = loader();

    @Test
    void shouldGoOnWithTheNewOperatorsOnly() {
        assertThat(apply(country("IE", NOW, one, two))).isEqualTo("applied");

        assertThat(apply(operators(2, 5, List.of(two, three), one, two, three))).isEqualTo("applied");

        assertThat(loader.current().operators().current().keyIds()).containsExactly("operator-2", "operator-3");
        assertThat(loader.current().operators().since()).isOne();
        assertThat(loader.current().operators().retired("operator-1")).isTrue();
        assertThat(apply(country("DE", NOW, one, two))).isEqualTo("signatures-below-threshold");
        assertThat(apply(country("DE", NOW, two, three))).isEqualTo("applied");
        assertThat(loader.current().jurisdiction("IE")).isPresent();
    }

    @Test
    void shouldNotBelieveAnEntryThatARetiredKeyDatesBack() {
        apply(operators(2, 0, List.of(two, three), one, two, three));

        assertThat(apply(country("DE", Instant.EPOCH, one, two))).isEqualTo("signatures-below-threshold");
    }

    @Test
    void shouldFollowTheWholeChainFromTheFirstOperatorsOn() {
        List<SignedEnvelope> chain = new ArrayList<>();
        Stream.of(country("IE", NOW, one, two)).peek(chain::add).forEach(this::apply);
        Stream.of(operators(2, 0, List.of(two, three), one, two, three))
                .peek(chain::add)
                .forEach(this::apply);
        Stream.of(operators(1, 0, List.of(four), two, three, four))
                .peek(chain::add)
                .forEach(this::apply);
        Stream.of(country("DE", NOW, four)).peek(chain::add).forEach(this::apply);

        DirectoryLoader late = loader();
        chain.forEach(entry -> assertThat(late.apply(entry)).isInstanceOf(LoadResult.Applied.class));

        assertThat(late.current().head()).isEqualTo(loader.current().head());
        assertThat(late.current().operators().since()).isEqualTo(2);
        DirectoryLoader onlyNew = new DirectoryLoader(List.of(four.publicEntry(Instant.EPOCH)), 1);
        assertThat(onlyNew.apply(chain.getFirst())).isEqualTo(rejected("signatures-below-threshold"));
    }

    @Test
    void shouldNotLetTheOldOperatorsGoAnotherWayFromTheEntryOfTheChange() {
        SignedEnvelope forked = operators(2, 0, List.of(one, two), one, two);
        apply(operators(2, 0, List.of(two, three), one, two, three));

        assertThat(apply(forked)).isEqualTo("signatures-below-threshold");
        assertThat(apply(operators(2, 0, List.of(one, two), one, two))).isEqualTo("signatures-below-threshold");
    }

    @Test
    void shouldAskTheOperatorsBeforeAndThoseNamedForTheirThresholds() {
        List<SigningKey> next = List.of(three, four);

        assertThat(apply(operators(2, 0, next, one, three, four))).isEqualTo("signatures-below-threshold");
        assertThat(apply(operators(2, 0, next, three, four))).isEqualTo("signatures-below-threshold");
        assertThat(apply(operators(2, 0, next, one, two))).isEqualTo("new-operators-below-threshold");
        assertThat(apply(operators(2, 0, next, one, two, three))).isEqualTo("new-operators-below-threshold");
        assertThat(apply(operators(2, 0, next, one, two, three, impostor("operator-4"))))
                .isEqualTo("new-operators-below-threshold");
        assertThat(loader.current().sequence()).isNegative();
        assertThat(apply(operators(2, 0, next, one, two, three, four))).isEqualTo("applied");
    }

    @Test
    void shouldChangeTheThresholdAlone() {
        assertThat(apply(operators(1, 0, List.of(one, two), one, two))).isEqualTo("applied");
        assertThat(apply(country("IE", NOW, one))).isEqualTo("applied");
        assertThat(apply(operators(2, 0, List.of(one, two), one))).isEqualTo("new-operators-below-threshold");
        assertThat(apply(operators(2, 0, List.of(one, two), one, two))).isEqualTo("applied");
        assertThat(apply(country("DE", NOW, one))).isEqualTo("signatures-below-threshold");
    }

    @Test
    void shouldRefuseOperatorsThatCannotBeMeant() {
        OperatorKey sound = named(one);
        OperatorKey twice = new OperatorKey("operator-9", sound.getAlgorithm(), sound.getPublicKey());
        OperatorKey broken = new OperatorKey("operator-9", sound.getAlgorithm(), ByteBuffer.wrap(new byte[32]));

        assertThat(applyUnsound(0, List.of(sound))).isEqualTo("unsound-operators");
        assertThat(applyUnsound(2, List.of(sound))).isEqualTo("unsound-operators");
        assertThat(applyUnsound(1, List.of())).isEqualTo("unsound-operators");
        assertThat(applyUnsound(1, List.of(sound, sound))).isEqualTo("unsound-operators");
        assertThat(applyUnsound(2, List.of(sound, twice))).isEqualTo("unsound-operators");
        assertThat(applyUnsound(1, List.of(sound, broken))).isEqualTo("unsound-operators");
        assertThatThrownBy(() -> operators(3, 0, List.of(one, two), one, two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threshold: from 1 to the number of keys");
    }

    @Test
    void shouldNotBelieveOnePinnedKeyUnderTwoIds() {
        PublicKeyEntry again = PublicKeyEntry.newBuilder(one.publicEntry(Instant.EPOCH))
                .setKeyId("operator-2")
                .build();

        assertThatThrownBy(() -> OperatorSet.pinned(List.of(one.publicEntry(Instant.EPOCH), again), 2))
                .hasMessage("one operator key under two ids");
    }

    @Test
    void shouldNeverTakeBackAKeyOrItsId() {
        apply(operators(2, 0, List.of(two, three), one, two, three));

        assertThat(apply(operators(2, 0, List.of(one, two), one, two, three))).isEqualTo("operator-key-used-before");
        SigningKey sameId = key("operator-1");
        assertThat(apply(operators(2, 0, List.of(sameId, two), sameId, two, three)))
                .isEqualTo("operator-key-used-before");
        SigningKey otherKey = impostor("operator-3");
        assertThat(applySigned(2, List.of(two, otherKey), two, three)).isEqualTo("new-operators-below-threshold");
        assertThat(apply(operators(2, 0, List.of(two, four), two, three, four))).isEqualTo("applied");
    }

    @Test
    void shouldNotMakeOlderCommandsTheBusinessOfNewOperators() {
        apply(operators(2, 7, List.of(two, three), one, two, three));

        assertThat(apply(operators(2, 6, List.of(three, four), two, three, four)))
                .isEqualTo("commands-from-back");
        assertThat(apply(operators(2, 7, List.of(three, four), two, three, four)))
                .isEqualTo("applied");
        OperatorHistory history = loader.current().operators();
        assertThat(history.atCommand(6).keyIds()).containsExactly("operator-1", "operator-2");
        assertThat(history.atCommand(7).keyIds()).containsExactly("operator-3", "operator-4");
    }

    @Test
    void shouldBelieveNobodyWhileTheDirectoryIsNotKnown() {
        OperatorHistory nobody = Directory.empty().operators();

        assertThat(nobody.current().signed(country("IE", NOW, one, two), NOW)).isFalse();
        assertThat(nobody.atCommand(0).keyIds()).isEmpty();
    }

    private DirectoryLoader loader() {
        return new DirectoryLoader(List.of(one.publicEntry(Instant.EPOCH), two.publicEntry(Instant.EPOCH)), 2);
    }

    private String apply(SignedEnvelope entry) {
        return loader.apply(entry) instanceof LoadResult.Rejected(String reason) ? reason : "applied";
    }

    private static LoadResult rejected(String reason) {
        return new LoadResult.Rejected(reason);
    }

    private SignedEnvelope country(String country, Instant at, SigningKey... signers) {
        Jurisdiction body = Jurisdiction.newBuilder()
                .setCountry(country)
                .setHelplines(List.of())
                .build();
        return DirectorySigner.sign(loader.current(), body, at, List.of(signers));
    }

    private SignedEnvelope operators(int threshold, long commandsFrom, List<SigningKey> next, SigningKey... signers) {
        Directory now = loader.current();
        Operators named = new Operators(
                threshold, next.stream().map(OperatorRotationTest::named).toList());
        return DirectorySigner.signOperators(
                now.sequence() + 1, now.head(), named, commandsFrom, NOW, List.of(signers));
    }

    private String applyUnsound(int threshold, List<OperatorKey> keys) {
        OperatorEntry entry = new OperatorEntry(0L, ByteBuffer.allocate(0), NOW, 0L, new Operators(threshold, keys));
        byte[] payload = SingleObject.of(OperatorEntry.class).encode(entry);
        return apply(new EnvelopeSigner(List.of(one, two)).sign(MediaTypes.OPERATOR_ENTRY, payload));
    }

    /** Signed by these, whoever is named. */
    private String applySigned(int threshold, List<SigningKey> next, SigningKey... signers) {
        return apply(operators(threshold, 0, next, signers));
    }

    private static OperatorKey named(SigningKey key) {
        PublicKeyEntry entry = key.publicEntry(Instant.EPOCH);
        return new OperatorKey(entry.getKeyId(), entry.getAlgorithm(), entry.getPublicKey());
    }

    private static SigningKey impostor(String keyId) {
        return key(keyId);
    }

    private static SigningKey key(String keyId) {
        return SigningKey.generate(keyId, RANDOM);
    }
}
