package org.harborlight.schemas.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.params.provider.MethodSource;

/** The long run, coverage-guided; see profile {@code fuzz}. */
final class SchemasFuzz {
    static {
        AvroTrust.install();
    }

    private static final List<ParserTarget> TARGETS = SchemasTargets.all();

    static Stream<byte[]> seeds() {
        return ParserTarget.seedsOfAll(TARGETS);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void shouldThrowOnlyWhatIsDeclared(byte[] input) {
        ParserTarget.parseAny(TARGETS, input);
    }
}
