package org.harborlight.bench.micro;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.harborlight.bench.limits.Resealing;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKind;
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

    private final SectionSealer sections = new SectionSealer(new SecureRandom());
    private final Map<SectionKind, byte[]> plain = Map.of(SectionKind.NARRATIVE, new byte[512]);
    private final Resealing keys = new Resealing();

    @Benchmark
    public SectionSealer.Sealed sealSection() {
        return sections.seal(SUBMITTER, NOTICE, plain);
    }

    @Benchmark
    public SealedKeys sealKeys() {
        return keys.first();
    }

    @Benchmark
    public SealedKeys resealKeys() {
        return keys.again();
    }
}
