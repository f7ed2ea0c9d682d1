package org.harborlight.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.harborlight.schemas.BrokerAccess;
import org.harborlight.schemas.BrokerRight;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Party;
import org.harborlight.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicAgreementTest {
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final String DAY = Long.toString(Duration.ofDays(1).toMillis());

    @Test
    void shouldAgreeWhenEachGroupHasOneCount() {
        Map<String, Integer> partitions = equalCounts();
        partitions.replaceAll((topic, count) -> 12);

        assertThat(TopicAgreement.differingCounts(partitions)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "harborlight.handovers.standard",
                "harborlight.moves.standard",
                "harborlight.references.urgent",
                "harborlight.holders.urgent",
            })
    void shouldNameBothTopicsAndCountsWhenOneThatALaneReadsDiffers(String topic) {
        Map<String, Integer> partitions = equalCounts();
        partitions.put(topic, 4);

        assertThat(TopicAgreement.differingCounts(partitions))
                .containsExactly("harborlight.notices.standard has 6 partitions, but " + topic
                        + ", which is read together with it, has 4");
    }

    @Test
    void shouldNameBothTopicsAndCountsWhenOneThatTheLedgerReadsDiffers() {
        Map<String, Integer> partitions = equalCounts();
        partitions.put(Topics.FEEDBACK, 1);

        assertThat(TopicAgreement.differingCounts(partitions))
                .hasSize(3)
                .contains("harborlight.outcomes has 6 partitions, but harborlight.feedback,"
                        + " which is read together with it, has 1");
    }

    @Test
    void shouldBeGivenTheRightToReadTheSettingsThatAreChecked() {
        assertThat(BrokerAccess.of(Party.PROCESSOR).beside())
                .filteredOn(right -> right.operation() == AclOperation.DESCRIBE_CONFIGS)
                .extracting(BrokerRight::name)
                .containsExactlyInAnyOrderElementsOf(TopicAgreement.remembered());
    }

    @Test
    void shouldNameBothNumbersWhenATopicForgetsBeforeTheStores() {
        assertThat(TopicAgreement.forgetting(
                        RETENTION,
                        Map.of(Topics.OUTCOMES, kept(Duration.ofDays(30)), Topics.FEEDBACK, kept(RETENTION))))
                .containsExactly("retention.days is 90, but harborlight.outcomes keeps its records for 30 days only");
    }

    @Test
    void shouldNotMindWhenRecordsAreKeptForEverOrItCannotBeRead() {
        String notices = Topics.notices(Lane.URGENT);

        assertThat(TopicAgreement.forgetting(RETENTION, Map.of(notices, Map.of())))
                .isEmpty();
        assertThat(TopicAgreement.forgetting(RETENTION, Map.of(notices, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
                .isEmpty();
        assertThat(TopicAgreement.forgetting(
                        RETENTION,
                        Map.of(
                                notices,
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT,
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        DAY))))
                .isEmpty();
    }

    @Test
    void shouldWatchEveryFixedTopicThatIsDeletedByAge() {
        List<String> deleted = Topics.fixed(1, (short) 1).stream()
                .filter(spec -> !List.of(Topics.CANARY, Topics.ACKNOWLEDGEMENTS, Topics.TIMELINE_EVENTS)
                        .contains(spec.name()))
                .filter(spec -> !spec.configs().containsKey(TopicConfig.CLEANUP_POLICY_CONFIG))
                .filter(spec -> !"-1".equals(spec.configs().get(TopicConfig.RETENTION_MS_CONFIG)))
                .map(spec -> spec.name())
                .toList();

        assertThat(TopicAgreement.remembered()).containsExactlyInAnyOrderElementsOf(deleted);
    }

    private static Map<String, String> kept(Duration time) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(time.toMillis()));
    }

    private static Map<String, Integer> equalCounts() {
        Map<String, Integer> partitions = new TreeMap<>();
        TopicAgreement.groups().forEach(group -> group.forEach(topic -> partitions.put(topic, 6)));
        return partitions;
    }
}
