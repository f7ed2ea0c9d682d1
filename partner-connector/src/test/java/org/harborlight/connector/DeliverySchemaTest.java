package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DeliverySchemaTest {
    private static final Path GOLDEN = Path.of("src/main/resources/org/harborlight/connector/delivery.schema.json");
    private static final Path MADE = Path.of("target/delivery.schema.json");

    @Test
    void shouldBePublishedAsItIsMadeWhenTheContractChanges() throws IOException {
        String made = text();
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, made);

        assertThat(Files.readString(GOLDEN))
                .as("replace " + GOLDEN + " by " + MADE)
                .isEqualTo(made);
    }

    private static String text() throws JsonProcessingException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(DeliverySchema.published())
                + "\n";
    }
}
