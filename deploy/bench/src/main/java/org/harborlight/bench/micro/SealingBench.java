package org.harborlight.bench.micro;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKey;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.sealing.SectionSealer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Sealing a section of 512 bytes, sealing the keys of three, and sealing them again to a partner. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SealingBench {
    private static final String SUBMITTER = "bench-platform";
    private static final String NOTICE = "5f0c7b0e-5c5a-4e0e-9d5a-1f6f0a3b2c1d";

    private final SecureRandom random = new SecureRandom();
    private final SealingKey exchange = SealingKey.generate("exchange-1", random);
    private final PublicKeyEntry exchangePublic = exchange.publicEntry(Instant.EPOCH);
    private final PublicKeyEntry partnerPublic =
            SealingKey.generate("partner-1", random).publicEntry(Instant.EPOCH);
    private final KeyBinding binding = KeyBinding.ofPayload(SUBMITTER, NOTICE, new byte[1_024]);
    private final KeySealer sealer = new KeySealer(random);
    private final KeyOpener opener = new KeyOpener(exchange);
    private final SectionSealer sections = new SectionSealer(random);
    private final Map<SectionKind, byte[]> plain = Map.of(SectionKind.NARRATIVE, new byte[512]);
    private final SectionKeySet keys = new SectionKeySet(
            List.of(key(SectionKind.REPORTED_PERSON), key(SectionKind.LOCATORS), key(SectionKind.NARRATIVE)));
    private final SealedKeys sealed = sealer.seal(keys, exchangePublic, binding);

    private static SectionKey key(SectionKind kind) {
        return new SectionKey(kind, ByteBuffer.wrap(new byte[32]));
    }

    @Benchmark
    public SectionSealer.Sealed sealSection() {
        return sections.seal(SUBMITTER, NOTICE, plain);
    }

    @Benchmark
    public SealedKeys sealKeys() {
        return sealer.seal(keys, exchangePublic, binding);
    }

    @Benchmark
    public SealedKeys resealKeys() {
        return sealer.seal(opener.open(sealed, binding), partnerPublic, binding);
    }
}
