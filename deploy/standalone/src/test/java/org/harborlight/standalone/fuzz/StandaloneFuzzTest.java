package org.harborlight.standalone.fuzz;

import java.util.List;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.fuzz.MutationFuzzer;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short run: some hundred inputs for each parser, the same ones each time. */
final class StandaloneFuzzTest {
    static {
        AvroTrust.install();
    }

    static List<ParserTarget> targets() {
        return StandaloneTargets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    @Timeout(60)
    void shouldThrowOnlyWhatIsDeclaredAndStayCheap(ParserTarget target) {
        MutationFuzzer.run(target);
    }
}
