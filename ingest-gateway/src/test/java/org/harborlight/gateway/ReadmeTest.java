package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.service.ConfigTable;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @Test
    void shouldHoldTheConfigurationTableWhenKeysChange() throws IOException {
        assertThat(Files.readString(README))
                .as("replace the table in README.md with the generated one")
                .contains(ConfigTable.markdown(GatewayConfig.definition()));
    }

    @Test
    void shouldNameEveryProblemWhenProblemsChange() throws IOException {
        String readme = Files.readString(README);

        for (ProblemType type : ProblemType.values()) {
            assertThat(readme).contains("`" + type.reason() + "`");
        }
    }
}
