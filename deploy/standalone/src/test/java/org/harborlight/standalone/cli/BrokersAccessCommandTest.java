package org.harborlight.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.harborlight.schemas.Party;
import org.harborlight.standalone.operator.NeededAcl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokersAccessCommandTest {
    private static final String GATEWAY = "User:CN=gateway";
    private static final String PROCESSOR = "User:CN=processor,O=Harborlight";
    private static final Pattern OPTION = Pattern.compile("--([a-z-]+) (?:'([^']*)'|([A-Za-z]+))");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldSayForPeopleWhatAPrincipalMayDo() {
        assertThat(run("--gateway", GATEWAY)).isZero();

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        GATEWAY + ", gateway",
                        "needed Write Topic harborlight.canary",
                        "needed Read Topic harborlight.directory",
                        "needed Write Topic harborlight.notices.standard",
                        "needed Write Topic harborlight.notices.urgent",
                        "needed Write Topic harborlight.section-keys");
    }

    @Test
    void shouldMarkWhatStandsForAllThatBeginSo() {
        assertThat(run("--connector", "User:connector")).isZero();

        assertThat(out.toString()).contains("harborlight.deliveries.*").contains("harborlight-connector-*");
    }

    @Test
    void shouldPrintForProgramsWhatTheAdminApiTakes() throws IOException {
        assertThat(run("--processor", PROCESSOR, "--json")).isZero();

        Set<AclBinding> printed = new HashSet<>();
        for (JsonNode one : new ObjectMapper().readTree(out.toString())) {
            assertThat(one.path("party").asText()).isEqualTo("processor");
            assertThat(one.path("state").asText()).isEqualTo("needed");
            printed.add(new AclBinding(
                    new ResourcePattern(
                            ResourceType.valueOf(one.path("resourceType").asText()),
                            one.path("name").asText(),
                            PatternType.valueOf(one.path("patternType").asText())),
                    new AccessControlEntry(
                            one.path("principal").asText(),
                            one.path("host").asText(),
                            AclOperation.valueOf(one.path("operation").asText()),
                            AclPermissionType.valueOf(one.path("permissionType").asText()))));
        }
        assertThat(printed).isEqualTo(needed(Party.PROCESSOR, PROCESSOR));
    }

    @Test
    void shouldPrintTheSameAsAScriptForKafkasOwnProgram() {
        assertThat(run("--gateway", GATEWAY, "--processor", PROCESSOR, "--script"))
                .isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("set -e");
        assertThat(lines.stream().skip(1)).allMatch(line -> line.startsWith("kafka-acls.sh \"$@\" --add "));
        assertThat(lines.stream()
                        .skip(1)
                        .flatMap(BrokersAccessCommandTest::acls)
                        .collect(Collectors.toSet()))
                .isEqualTo(Stream.of(needed(Party.GATEWAY, GATEWAY), needed(Party.PROCESSOR, PROCESSOR))
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldLeaveNoPrincipalToTheShell() {
        assertThat(run("--gateway", "User:CN=it's $HOME", "--script")).isZero();

        assertThat(out.toString()).contains("--allow-principal 'User:CN=it'\\''s $HOME' ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', name at least one principal",
        "--gateway gateway, cannot use --gateway",
        "--connector User:*, User:* is everybody",
        "--gateway User:g --apply, --apply needs --bootstrap",
        "--gateway User:g --script --json, --script goes neither with --json",
        "--gateway User:g --script --bootstrap localhost:1, nor with --bootstrap"
    })
    void shouldSayWhatIsWrongWithTheOptions(String options, String said) {
        assertThat(run(Stream.of(options.split(" ", -1))
                        .filter(option -> !option.isEmpty())
                        .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString()).contains(said).hasLineCount(1);
    }

    private static Set<AclBinding> needed(Party party, String principal) {
        return NeededAcl.of(party, principal).stream().map(NeededAcl::acl).collect(Collectors.toSet());
    }

    /** What a call of {@code kafka-acls.sh} adds: each operation for each resource. */
    private static Stream<AclBinding> acls(String call) {
        List<MatchResult> options = OPTION.matcher(call).results().toList();
        String principal = values(options, "allow-principal").getFirst();
        PatternType pattern = PatternType.valueOf(
                values(options, "resource-pattern-type").getFirst().toUpperCase(Locale.ROOT));
        return Stream.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)
                .flatMap(type -> values(
                                options, type.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .stream()
                        .map(name -> new ResourcePattern(type, name, pattern)))
                .flatMap(resource -> values(options, "operation").stream()
                        .map(operation -> new AclBinding(
                                resource,
                                new AccessControlEntry(
                                        principal, "*", SecurityUtils.operation(operation), AclPermissionType.ALLOW))));
    }

    private static List<String> values(List<MatchResult> options, String name) {
        return options.stream()
                .filter(option -> option.group(1).equals(name))
                .map(option -> option.group(2) == null ? option.group(3) : option.group(2))
                .toList();
    }

    private int run(String... options) {
        return HarborlightCommand.execute(
                out,
                err,
                Stream.concat(Stream.of("brokers", "access"), Stream.of(options))
                        .toArray(String[]::new));
    }
}
