package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** ACLs for people, for Kafka's own program, and for programs. Stateless. */
final class AclText {
    private static final String ALL_THAT_BEGIN_SO = "*";

    private AclText() {}

    /** What may be done with what, as one line. */
    static String line(AclBinding acl) {
        ResourcePattern on = acl.pattern();
        String may = (acl.entry().permissionType() == AclPermissionType.DENY ? "not " : "")
                + SecurityUtils.operationName(acl.entry().operation());
        return String.format(
                Locale.ROOT,
                "%-16s %-16s %s",
                may,
                SecurityUtils.resourceTypeName(on.resourceType()),
                on.name() + (on.patternType() == PatternType.PREFIXED ? ALL_THAT_BEGIN_SO : ""));
    }

    /** Adds it to the array, under the names of Kafka's Admin API. */
    static void write(AclBinding acl, String party, String state, ArrayNode all) {
        all.add(JsonNodeFactory.instance
                .objectNode()
                .put("party", party)
                .put("state", state)
                .put("principal", acl.entry().principal())
                .put("host", acl.entry().host())
                .put("operation", acl.entry().operation().name())
                .put("permissionType", acl.entry().permissionType().name())
                .put("resourceType", acl.pattern().resourceType().name())
                .put("patternType", acl.pattern().patternType().name())
                .put("name", acl.pattern().name()));
    }

    /** Lines of a shell, each of which calls {@code kafka-acls.sh}; what the script is called with goes to each of them. */
    static List<String> script(List<AclBinding> acls) {
        Map<String, Map<ResourcePattern, SortedSet<AclOperation>>> byPrincipal = new LinkedHashMap<>();
        acls.forEach(acl -> byPrincipal
                .computeIfAbsent(acl.entry().principal(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(acl.pattern(), _ -> new TreeSet<>())
                .add(acl.entry().operation()));
        List<String> lines = new ArrayList<>(List.of("set -e"));
        byPrincipal.forEach((principal, operations) -> lines.addAll(calls(principal, operations)));
        return lines;
    }

    /** One for all resources of a kind with which the same may be done: each call starts a program. */
    private static List<String> calls(String principal, Map<ResourcePattern, SortedSet<AclOperation>> operations) {
        Map<String, StringBuilder> calls = new LinkedHashMap<>();
        operations.forEach((on, may) -> {
            StringBuilder call =
                    new StringBuilder("kafka-acls.sh \"$@\" --add --allow-principal ").append(quoted(principal));
            may.forEach(one -> call.append(" --operation ").append(SecurityUtils.operationName(one)));
            call.append(" --resource-pattern-type ")
                    .append(on.patternType().name().toLowerCase(Locale.ROOT));
            calls.computeIfAbsent(call + option(on.resourceType()), _ -> call)
                    .append(option(on.resourceType()))
                    .append(quoted(on.name()));
        });
        return calls.values().stream().map(StringBuilder::toString).toList();
    }

    private static String option(ResourceType type) {
        return " --" + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + ' ';
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
