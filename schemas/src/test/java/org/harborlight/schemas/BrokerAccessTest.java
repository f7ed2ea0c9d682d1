package org.harborlight.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerAccessTest {
    private static final String PRINCIPAL = "User:CN=somebody";

    @Test
    void shouldHaveSomebodySendToEveryTopicThatExists() {
        assertThat(all(BrokerAccess::sends)).isEqualTo(topics());
    }

    @Test
    void shouldHaveSomebodyReceiveFromEveryTopicButTheCanary() {
        Set<String> received = topics();
        received.remove(Topics.CANARY);

        assertThat(all(BrokerAccess::receives)).isEqualTo(received);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameWhatAPartyMayDoAndNothingWider(Party party) {
        List<BrokerRight> rights = BrokerAccess.of(party).rights();

        assertThat(rights).isNotEmpty().doesNotHaveDuplicates();
        assertThat(rights).extracting(BrokerRight::type).doesNotContain(ResourceType.CLUSTER, ResourceType.ANY);
        assertThat(rights).extracting(BrokerRight::operation).doesNotContain(AclOperation.ALL, AclOperation.ANY);
        assertThat(rights).extracting(BrokerRight::name).doesNotContain("*", Topics.PREFIX, "harborlight-");
    }

    @Test
    void shouldKeepSectionKeysFromTheProcessor() {
        assertThat(BrokerAccess.of(Party.PROCESSOR).rights())
                .extracting(BrokerRight::name)
                .doesNotContain(Topics.SECTION_KEYS);
    }

    @Test
    void shouldStandForAllThatBeginSoWhenANameEndsInADotOrADash() {
        assertThat(new BrokerRight(ResourceType.TOPIC, Topics.ALL_DELIVERIES, AclOperation.READ)
                        .resource()
                        .patternType())
                .isEqualTo(PatternType.PREFIXED);
        assertThat(new BrokerRight(ResourceType.GROUP, ClientNames.DELIVERY_GROUPS, AclOperation.READ)
                        .resource()
                        .patternType())
                .isEqualTo(PatternType.PREFIXED);
        assertThat(new BrokerRight(ResourceType.GROUP, ClientNames.REDRIVE, AclOperation.READ)
                        .resource()
                        .patternType())
                .isEqualTo(PatternType.LITERAL);
    }

    @Test
    void shouldAllowOnePrincipalOneOperationFromWhereverItCalls() {
        BrokerRight right = new BrokerRight(ResourceType.TOPIC, Topics.DIRECTORY, AclOperation.READ);

        assertThat(right.to(PRINCIPAL)).satisfies(acl -> {
            assertThat(acl.pattern().name()).isEqualTo(Topics.DIRECTORY);
            assertThat(acl.entry().principal()).isEqualTo(PRINCIPAL);
            assertThat(acl.entry().host()).isEqualTo("*");
            assertThat(acl.entry().operation()).isEqualTo(AclOperation.READ);
            assertThat(acl.entry().permissionType()).isEqualTo(AclPermissionType.ALLOW);
        });
    }

    private static Set<String> all(Function<BrokerAccess, Collection<String>> which) {
        Set<String> all = new TreeSet<>();
        Stream.of(Party.values()).map(BrokerAccess::of).map(which).forEach(all::addAll);
        return all;
    }

    private static Set<String> topics() {
        List<String> topics = new ArrayList<>(
                Topics.fixed(1, (short) 1).stream().map(TopicSpec::name).toList());
        topics.add(Topics.ALL_DELIVERIES);
        return new TreeSet<>(topics);
    }
}
