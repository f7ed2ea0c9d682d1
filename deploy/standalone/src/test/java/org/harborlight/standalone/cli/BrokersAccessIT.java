package org.harborlight.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.kafka.GuardedDoor;
import org.harborlight.schemas.BrokerRight;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Party;
import org.harborlight.schemas.Topics;
import org.harborlight.standalone.operator.BrokerAcls;
import org.harborlight.standalone.operator.NeededAcl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a broker that has an authorizer. Each test has a principal of its own. */
final class BrokersAccessIT {
    private static EmbeddedKafka kafka;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder, GuardedDoor.onFreePort(Map.of()));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldChangeNothingWhenNotToldToApply() {
        assertThat(run("--gateway", "User:first")).isEqualTo(1);

        assertThat(states("missing")).hasSize(needed("User:first").size());
        assertThat(held("User:first")).isEmpty();
    }

    @Test
    void shouldGiveWhatIsMissingOnceAndSayWhatWasThere() {
        List<AclBinding> needed = needed("User:second");
        add(needed.getFirst());

        assertThat(run("--gateway", "User:second", "--apply")).isZero();
        assertThat(states("there")).hasSize(1);
        assertThat(states("new")).hasSize(needed.size() - 1);
        awaitHeld("User:second", needed);

        assertThat(run("--gateway", "User:second", "--apply")).isZero();
        assertThat(states("there")).hasSize(needed.size());
        assertThat(states("new")).isEmpty();
        assertThat(run("--gateway", "User:second")).isZero();
        assertThat(held("User:second")).containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void shouldSayWhatElseAPrincipalHasAndLeaveIt() {
        AclBinding more =
                new BrokerRight(ResourceType.TOPIC, Topics.notices(Lane.URGENT), AclOperation.READ).to("User:third");
        add(more);

        assertThat(run("--gateway", "User:third", "--apply")).isZero();

        assertThat(states("not-needed"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("Read", Topics.notices(Lane.URGENT)));
        assertThat(held("User:third")).contains(more);
    }

    @Test
    void shouldSayThatEverybodyMayDoEverythingWhenTheBrokersHaveNoAuthorizer(@TempDir Path folder) {
        try (EmbeddedKafka open = EmbeddedKafka.start(folder)) {
            assertThat(ask(open.bootstrapServers(), "--gateway", "User:fourth", "--apply"))
                    .isEqualTo(1);
        }

        assertThat(err.toString()).contains("the brokers have no authorizer").hasLineCount(1);
    }

    private List<String> states(String state) {
        return out.toString()
                .lines()
                .filter(line -> line.strip().startsWith(state + " "))
                .toList();
    }

    private static List<AclBinding> needed(String principal) {
        return NeededAcl.of(Party.GATEWAY, principal).stream()
                .map(NeededAcl::acl)
                .toList();
    }

    private static Set<AclBinding> held(String principal) {
        try (BrokerAcls acls = new BrokerAcls(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return acls.of(Set.of(principal));
        }
    }

    private static void add(AclBinding acl) {
        try (BrokerAcls acls = new BrokerAcls(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            acls.add(List.of(acl));
        }
        awaitHeld(acl.entry().principal(), List.of(acl));
    }

    /** The controller has them before the broker does. */
    private static void awaitHeld(String principal, List<AclBinding> acls) {
        await("the broker's ACLs").until(() -> held(principal).equals(Set.copyOf(acls)));
    }

    private int run(String... options) {
        return ask(kafka.bootstrapServers(), options);
    }

    private int ask(String brokers, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(
                out,
                err,
                Stream.concat(Stream.of("brokers", "access", "--bootstrap", brokers), Stream.of(options))
                        .toArray(String[]::new));
    }
}
