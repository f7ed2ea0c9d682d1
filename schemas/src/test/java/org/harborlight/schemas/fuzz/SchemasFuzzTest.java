package org.harborlight.schemas.fuzz;

import java.util.List;
import org.harborlight.schemas.codec.AvroTrust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short run: some hundred inputs for each parser, the same ones each time. */
final class SchemasFuzzTest {
    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    static List<ParserTarget> targets() {
        return SchemasTargets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    @Timeout(60)
    void shouldThrowOnlyWhatIsDeclaredAndStayCheap(ParserTarget target) {
        MutationFuzzer.run(target);
    }
}
