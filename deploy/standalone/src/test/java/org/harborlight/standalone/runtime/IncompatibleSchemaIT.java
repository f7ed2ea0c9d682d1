package org.harborlight.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.OtherVersions;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.registry.SchemaRegistry;
import org.harborlight.schemas.registry.SchemaRegistryException;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A change that another version could not live with is refused by the real registry, and init says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IncompatibleSchemaIT {
    private static final Schema NOW = IncidentNotice.getClassSchema();
    private static final String SUBJECT = Topics.payloadSubject(NOW.getFullName());

    private RegistryProcess process;
    private SchemaRegistry registry;

    @BeforeAll
    void start(@TempDir Path folder) {
        process = RegistryProcess.start(folder, 0);
        registry = new SchemaRegistry(process.url(), Map.of());
        registry.register(SUBJECT, NOW);
        registry.setCompatibility(SUBJECT, "FULL_TRANSITIVE");
    }

    @AfterAll
    void stop() {
        registry.close();
        process.close();
    }

    @Test
    void shouldTakeAFieldWithADefaultAndASymbolMore() {
        assertThat(registry.register(
                        SUBJECT, OtherVersions.withSymbol(OtherVersions.withField(NOW, "venue"), "Channel", "HEADSET")))
                .isPositive();
    }

    @Test
    void shouldRefuseThatAFieldWithoutADefaultIsRemoved() {
        assertRefused(schema -> OtherVersions.withoutField(schema, "incidentKey"));
    }

    @Test
    void shouldRefuseThatAFieldIsAddedWithoutADefault() {
        assertRefused(schema -> OtherVersions.changed(
                schema,
                json -> OtherVersions.fields(json)
                        .addObject()
                        .put("name", "venue")
                        .put("type", "string")));
    }

    @Test
    void shouldRefuseThatATypeChanges() {
        assertRefused(schema ->
                OtherVersions.changed(schema, json -> field(json, "noticeId").put("type", "long")));
    }

    @Test
    void shouldRefuseThatARecordIsRenamed() {
        assertRefused(schema -> OtherVersions.changed(schema, json -> json.put("name", "Report")));
    }

    @Test
    void shouldSayWhichSchemaIsRefusedWhenAnExchangeIsMadeReadyForAVersionThatDoesNotFit(@TempDir Path folder) {
        String subject = Topics.payloadSubject(Delivery.getClassSchema().getFullName());
        registry.register(
                subject,
                OtherVersions.changed(
                        Delivery.getClassSchema(),
                        json -> field(json, "version").put("type", "string")));
        registry.setCompatibility(subject, "FULL_TRANSITIVE");
        StringWriter errors = new StringWriter();
        CommandLine command = HarborlightCommand.commandLine().setErr(new PrintWriter(errors));

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            int exit = command.execute(
                    "init", "--bootstrap", kafka.bootstrapServers(), "--registry", process.url(), "--replication", "1");

            assertThat(exit).isEqualTo(1);
        }
        assertThat(errors.toString())
                .contains("refuses the schema of org.harborlight.schemas.Delivery")
                .contains("FULL_TRANSITIVE");
        TopicsAndSubjects wanted = new TopicsAndSubjects(1, (short) 1, List.of());
        assertThatThrownBy(() -> wanted.makeSubjects(registry)).isInstanceOf(IncompatibleSchemaException.class);
    }

    private void assertRefused(UnaryOperator<Schema> change) {
        assertThatThrownBy(() -> registry.register(SUBJECT, change.apply(NOW)))
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        e -> assertThat(e.incompatible()).isTrue())
                .hasMessageContaining("409");
    }

    private static ObjectNode field(ObjectNode record, String name) {
        for (var field : OtherVersions.fields(record)) {
            if (field.path("name").asText().equals(name)) {
                return (ObjectNode) field;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
