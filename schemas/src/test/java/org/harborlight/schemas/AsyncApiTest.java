package org.harborlight.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The AsyncAPI document and the code agree, both ways. */
final class AsyncApiTest {
    private static final String PARTNER = "partner-x";
    private static final Path RESOURCE =
            Path.of("src", "main", "resources", "org", "harborlight", "schemas", "asyncapi.yaml");

    private final JsonNode document = read();

    @Test
    void shouldDescribeEveryTopicAndNoOther() {
        assertThat(describedTopics().keySet()).containsExactlyInAnyOrderElementsOf(topics().keySet());
    }

    @Test
    void shouldNameTheRecordOfEveryTopic() {
        topics().forEach((name, spec) -> assertThat(recordName(describedTopics().get(name)))
                .as(name)
                .isEqualTo(spec.valueSchema().map(Schema::getFullName).orElse("bytes")));
    }

    @Test
    void shouldSayHowLongEveryTopicIsKept() {
        topics().forEach((name, spec) -> assertThat(
                        describedTopics().get(name).path("x-kept").asText())
                .as(name)
                .isEqualTo(kept(spec.configs())));
    }

    @Test
    void shouldPointToTheSchemaFileOfEveryRecord() throws IOException {
        for (Map.Entry<String, JsonNode> message :
                document.at("/components/messages").properties()) {
            if (message.getKey().equals("Bytes")) {
                continue;
            }
            String reference = message.getValue().at("/payload/schema/$ref").asText();
            Path file = RESOURCE.resolveSibling(reference).normalize();
            assertThat(file).as(message.getKey()).exists();
            assertThat(new YAMLMapper()
                            .readTree(Files.readAllBytes(file))
                            .path("name")
                            .asText())
                    .isEqualTo(message.getKey());
        }
    }

    @Test
    void shouldOnlyOperateOnChannelsThatExist() {
        List<String> channels = new ArrayList<>();
        document.path("operations")
                .forEach(operation -> channels.add(operation.at("/channel/$ref").asText()));
        assertThat(channels)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatAPartySendsAndReceives(Party party) {
        BrokerAccess access = BrokerAccess.of(party);

        assertThat(operations(party, "send")).containsExactlyInAnyOrderElementsOf(access.sends());
        assertThat(operations(party, "receive")).containsExactlyInAnyOrderElementsOf(access.receives());
    }

    @Test
    void shouldNameEveryOperationAfterItsPartyAndItsChannel() {
        document.path("operations").forEachEntry((name, operation) -> {
            String channel = operation.at("/channel/$ref").asText().replace("#/channels/", "");
            String verb = operation.path("action").asText().equals("send") ? "Sends" : "Receives";
            String capital = channel.substring(0, 1).toUpperCase(Locale.ROOT) + channel.substring(1);
            assertThat(name).isEqualTo(tag(operation) + verb + capital);
            assertThat(Party.values()).extracting(Party::word).contains(tag(operation));
        });
    }

    /** Topics that the document has the party send to, or receive from. */
    private List<String> operations(Party party, String action) {
        List<String> topics = new ArrayList<>();
        document.path("operations").forEach(operation -> {
            if (tag(operation).equals(party.word())
                    && operation.path("action").asText().equals(action)) {
                String channel = operation.at("/channel/$ref").asText().substring(1);
                topics.add(document.at(channel).path("address").asText().replace("{partnerId}.{lane}", ""));
            }
        });
        return topics;
    }

    private static String tag(JsonNode operation) {
        return operation.at("/tags/0/name").asText();
    }

    private String recordName(JsonNode channel) {
        return document.at(channel.at("/messages/record/$ref").asText().substring(1))
                .path("name")
                .asText();
    }

    private static String kept(Map<String, String> configs) {
        if (TopicConfig.CLEANUP_POLICY_COMPACT.equals(configs.get(TopicConfig.CLEANUP_POLICY_CONFIG))) {
            return "compact";
        }
        return "-1".equals(configs.get(TopicConfig.RETENTION_MS_CONFIG)) ? "for ever" : "retention";
    }

    private static Map<String, TopicSpec> topics() {
        Map<String, TopicSpec> all = new TreeMap<>();
        Topics.fixed(1, (short) 1).forEach(spec -> all.put(spec.name(), spec));
        Topics.forPartner(PARTNER, 1, (short) 1).forEach(spec -> all.put(spec.name(), spec));
        return all;
    }

    /** Addresses with the partner and each lane put in. */
    private Map<String, JsonNode> describedTopics() {
        Map<String, JsonNode> described = new TreeMap<>();
        document.path("channels").forEach(channel -> {
            String address = channel.path("address").asText().replace("{partnerId}", PARTNER);
            if (!address.contains("{lane}")) {
                described.put(address, channel);
                return;
            }
            channel.at("/parameters/lane/enum")
                    .forEach(lane -> described.put(address.replace("{lane}", lane.asText()), channel));
        });
        return described;
    }

    private static JsonNode read() {
        try (InputStream in = Topics.class.getResourceAsStream("asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
