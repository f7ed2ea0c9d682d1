package org.harborlight.connector.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ProblemTypeTest {
    @Test
    void shouldStandInTheReadmeWhenProblemsChange() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (ProblemType type : ProblemType.values()) {
            assertThat(readme).contains("`" + type.reason() + "`");
        }
    }
}
