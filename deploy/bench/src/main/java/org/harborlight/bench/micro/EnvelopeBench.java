package org.harborlight.bench.micro;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signing and verifying an envelope of 1 KiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EnvelopeBench {
    private static final String TYPE = "application/octet-stream";

    @Param({"ED25519", "ECDSA_P256", "ML_DSA_65"})
    public String algorithm = "ED25519";

    private final byte[] payload = new byte[1_024];
    private final Instant now = Instant.now();
    private EnvelopeSigner signer = new EnvelopeSigner(List.of());
    private EnvelopeVerifier verifier = new EnvelopeVerifier(keyId -> Optional.empty());
    private SignedEnvelope envelope = new SignedEnvelope();

    @Setup
    public void keys() {
        SecureRandom random = new SecureRandom();
        random.nextBytes(payload);
        SigningKey key = SigningKey.generate(KeyAlgorithm.valueOf(algorithm), "bench-1", random);
        VerificationKey publicKey = VerificationKey.of(key.publicEntry(Instant.EPOCH));
        signer = new EnvelopeSigner(key);
        verifier = new EnvelopeVerifier(keyId -> Optional.of(publicKey));
        envelope = signer.sign(TYPE, payload);
    }

    @Benchmark
    public SignedEnvelope sign() {
        return signer.sign(TYPE, payload);
    }

    @Benchmark
    public SignatureCheck verify() {
        return verifier.verify(envelope, now);
    }
}
