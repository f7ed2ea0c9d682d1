package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.service.ConfigTable;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @Test
    void shouldHoldTheConfigurationTableWhenKeysChange() throws IOException {
        assertThat(Files.readString(README))
                .as("replace the table in README.md with the generated one")
                .contains(ConfigTable.markdown(ConnectorConfig.definition()));
    }

    @Test
    void shouldNameEveryAnswerWhenAnswersChange() throws IOException {
        String readme = Files.readString(README);

        for (FeedbackAnswer answer : FeedbackAnswer.values()) {
            assertThat(answer == FeedbackAnswer.UNSPECIFIED || readme.contains("`" + answer.name() + "`"))
                    .as(answer.name())
                    .isTrue();
        }
    }

    @Test
    void shouldShowOnlyFieldsOfTheContractWhenDeliveriesChange() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf("```json\n") + "```json\n".length();
        JsonNode body = new ObjectMapper().readTree(readme.substring(start, readme.indexOf("```", start)));

        assertThat(body.fieldNames()).toIterable().containsExactly("delivery", "sectionKeys", "envelope");
        assertThat(body.path("delivery").fieldNames()).toIterable().isSubsetOf(fieldsOf(Delivery.getClassSchema()));
    }

    private static List<String> fieldsOf(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).toList();
    }
}
