package org.harborlight.processor.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ServiceProblemTest {
    @Test
    void shouldStandInTheReadmeWhenProblemsChange() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (ServiceProblem problem : ServiceProblem.values()) {
            assertThat(readme)
                    .contains("`" + problem.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`");
        }
    }
}
