package org.harborlight.connector.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.junit.jupiter.params.provider.MethodSource;

/** The long run, coverage-guided; see profile {@code fuzz}. */
final class ConnectorFuzz {
    static {
        AvroTrust.install();
    }

    private static final List<ParserTarget> TARGETS = ConnectorTargets.all();

    static Stream<byte[]> seeds() {
        return ParserTarget.seedsOfAll(TARGETS);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void shouldThrowOnlyWhatIsDeclared(byte[] input) {
        ParserTarget.parseAny(TARGETS, input);
    }
}
