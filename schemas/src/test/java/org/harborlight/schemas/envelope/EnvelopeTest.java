package org.harborlight.schemas.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.tls.PemFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final byte[] PAYLOAD = "hello world".getBytes(StandardCharsets.UTF_8);

    private final SigningKey key = SigningKey.generate("k1", new SecureRandom());
    private final SigningKey mlDsa = SigningKey.generate(KeyAlgorithm.ML_DSA_65, "k2", new SecureRandom());
    private final SigningKey ecdsa = SigningKey.generate(KeyAlgorithm.ECDSA_P256, "k3", new SecureRandom());
    private final PublicKeyEntry entry = key.publicEntry(NOW);
    private final SignedEnvelope envelope = new EnvelopeSigner(key).sign("type", PAYLOAD);

    @BeforeAll
    static void trustRecords() {
        AvroTrust.install();
    }

    @Test
    void shouldEncodeAsTheDsseSpecificationDoesWhenGivenItsExample() {
        assertThat(new String(SigningInput.pae("http://example.com/HelloWorld", PAYLOAD), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void shouldMakeTheSignatureOfRfc8032WhenGivenItsTestVector() {
        byte[] secret = HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] pkcs8 =
                SignatureFixtures.concatenated(HexFormat.of().parseHex("302e020100300506032b657004220420"), secret);
        SigningKey vector = SigningKey.fromPem("v", PemFiles.encode("PRIVATE KEY", pkcs8));

        assertThat(HexFormat.of().formatHex(vector.sign(new byte[] {0x72})))
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }

    @Test
    void shouldVerifyWhenNothingChanged() {
        assertThat(check(envelope, NOW)).isEqualTo(new SignatureCheck.Valid(List.of("k1")));
    }

    @Test
    void shouldRefuseWhenAnyByteOfPayloadTypeOrSignatureChanged() {
        for (int i = 0; i < PAYLOAD.length; i++) {
            byte[] changed = PAYLOAD.clone();
            changed[i] ^= 1;
            assertThat(verifier(entry).verify("type", changed, envelope.getSignatures(), NOW))
                    .isEqualTo(new SignatureCheck.BadSignature("k1"));
        }
        assertThat(verifier(entry).verify("typf", PAYLOAD, envelope.getSignatures(), NOW))
                .isEqualTo(new SignatureCheck.BadSignature("k1"));
        byte[] signature = Bytes.copy(envelope.getSignatures().getFirst().getValue());
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertThat(checkSignature(changed)).isEqualTo(new SignatureCheck.BadSignature("k1"));
        }
    }

    @Test
    void shouldRefuseWhenTheSignatureIsTruncatedOrExtended() {
        byte[] signature = Bytes.copy(envelope.getSignatures().getFirst().getValue());

        assertThat(checkSignature(Arrays.copyOf(signature, 63))).isInstanceOf(SignatureCheck.BadSignature.class);
        assertThat(checkSignature(Arrays.copyOf(signature, 65))).isInstanceOf(SignatureCheck.BadSignature.class);
    }

    @Test
    void shouldVerifyWhenSignedWithEveryAlgorithmAtOnce() {
        SignedEnvelope signed = new EnvelopeSigner(List.of(key, mlDsa, ecdsa)).sign("type", PAYLOAD);

        assertThat(known(key, mlDsa, ecdsa).verify(signed, NOW))
                .isEqualTo(new SignatureCheck.Valid(List.of("k1", "k2", "k3")));
    }

    @Test
    void shouldNameTheKeyWhenOneOfSeveralSignaturesIsBad() {
        SignedEnvelope signed = new EnvelopeSigner(List.of(key, mlDsa, ecdsa)).sign("type", PAYLOAD);

        for (int i = 0; i < signed.getSignatures().size(); i++) {
            List<Signature> signatures = new ArrayList<>(signed.getSignatures());
            Signature good = signatures.get(i);
            byte[] damaged = SignatureFixtures.flipped(Bytes.copy(good.getValue()), 20);
            signatures.set(i, new Signature(good.getKeyId(), ByteBuffer.wrap(damaged)));

            assertThat(known(key, mlDsa, ecdsa).verify("type", PAYLOAD, signatures, NOW))
                    .isEqualTo(new SignatureCheck.BadSignature(good.getKeyId()));
        }
    }

    @Test
    void shouldRefuseWhenTwoSignaturesNameOneKey() {
        SignedEnvelope signed = new EnvelopeSigner(List.of(key, mlDsa, key)).sign("type", PAYLOAD);

        assertThat(known(key, mlDsa).verify(signed, NOW)).isEqualTo(new SignatureCheck.DuplicateKey("k1"));
    }

    @Test
    void shouldRefuseWhenASignatureStandsUnderTheKeyOfAnotherAlgorithm() {
        List<Signature> good =
                new EnvelopeSigner(List.of(key, mlDsa)).sign("type", PAYLOAD).getSignatures();
        Signature swapped = new Signature("k1", good.getLast().getValue());

        assertThat(known(key, mlDsa).verify("type", PAYLOAD, List.of(swapped), NOW))
                .isEqualTo(new SignatureCheck.BadSignature("k1"));
    }

    @Test
    void shouldReadBackFourOfTheLargestSignaturesAsJson() {
        List<SigningKey> four = List.of(mlDsa, mlDsa.withId("k4"), mlDsa.withId("k5"), mlDsa.withId("k6"));
        SignedEnvelope signed = new EnvelopeSigner(four).sign("type", PAYLOAD);

        SignedEnvelope read = DsseJson.read(DsseJson.write(signed), 64 * 1024);

        assertThat(read).isEqualTo(signed);
        assertThat(known(four.toArray(SigningKey[]::new)).verify(read, NOW)).isInstanceOf(SignatureCheck.Valid.class);
    }

    @Test
    void shouldRefuseWhenThereIsNoneOrTooManyOrAnUnknownKey() {
        Signature good = envelope.getSignatures().getFirst();

        assertThat(verifier(entry).verify("type", PAYLOAD, List.of(), NOW))
                .isInstanceOf(SignatureCheck.NoSignature.class);
        assertThat(verifier(entry).verify("type", PAYLOAD, List.of(good, good, good, good, good), NOW))
                .isInstanceOf(SignatureCheck.TooManySignatures.class);
        assertThat(new EnvelopeVerifier(id -> Optional.empty()).verify(envelope, NOW))
                .isEqualTo(new SignatureCheck.UnknownKey("k1"));
    }

    @Test
    void shouldJudgeTheKeyByItsTimeWhenItIsRevokedOrNotYetValid() {
        PublicKeyEntry revoked = PublicKeyEntry.newBuilder(entry)
                .setRevokedAt(NOW.plusSeconds(10))
                .build();

        assertThat(verifier(revoked).verify(envelope, NOW)).isInstanceOf(SignatureCheck.Valid.class);
        assertThat(verifier(revoked).verify(envelope, NOW.plusSeconds(10)))
                .isEqualTo(new SignatureCheck.KeyNotValid("k1"));
        assertThat(check(envelope, NOW.minus(Duration.ofDays(1)))).isEqualTo(new SignatureCheck.KeyNotValid("k1"));
    }

    @Test
    void shouldRefuseTheKeyWhenItIsForSealing() {
        PublicKeyEntry sealing = PublicKeyEntry.newBuilder(entry)
                .setAlgorithm(KeyAlgorithm.X25519)
                .build();

        assertThatThrownBy(() -> VerificationKey.of(sealing)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadBackWhatItWroteAsJsonAndRefuseTrailingBytes() {
        byte[] json = DsseJson.write(envelope);

        assertThat(DsseJson.read(json, 10_000)).isEqualTo(envelope);
        byte[] trailing = Arrays.copyOf(json, json.length + 2);
        trailing[json.length] = '{';
        trailing[json.length + 1] = '}';
        assertThatThrownBy(() -> DsseJson.read(trailing, 10_000)).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> DsseJson.read(json, json.length - 1)).isInstanceOf(DecodeException.class);
    }

    @Test
    void shouldReadBackAKeyWhenWrittenAsPem() {
        SigningKey again = SigningKey.fromPem("k1", key.toPem());

        assertThat(new EnvelopeSigner(again).sign("type", PAYLOAD)).isEqualTo(envelope);
    }

    private SignatureCheck check(SignedEnvelope signed, Instant at) {
        return verifier(entry).verify(signed, at);
    }

    private SignatureCheck checkSignature(byte[] signature) {
        return verifier(entry).verify("type", PAYLOAD, List.of(new Signature("k1", ByteBuffer.wrap(signature))), NOW);
    }

    private static EnvelopeVerifier verifier(PublicKeyEntry entry) {
        return new EnvelopeVerifier(keyId -> Optional.of(VerificationKey.of(entry))
                .filter(found -> found.keyId().equals(keyId)));
    }

    private static EnvelopeVerifier known(SigningKey... keys) {
        return new EnvelopeVerifier(keyId -> Stream.of(keys)
                .filter(key -> key.keyId().equals(keyId))
                .map(key -> VerificationKey.of(key.publicEntry(NOW)))
                .findFirst());
    }
}
