package org.harborlight.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harborlight.service.ConfigTable;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    @Test
    void shouldHoldTheConfigurationTableWhenKeysChange() throws IOException {
        assertThat(Files.readString(Path.of("README.md")))
                .as("replace the table in README.md with the generated one")
                .contains(ConfigTable.markdown(ProcessorConfig.definition()));
    }
}
