package org.harborlight.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.SecurityUtils;
import org.harborlight.schemas.Party;
import org.harborlight.standalone.operator.NeededAcl;
import picocli.CommandLine.Option;

/** As which principals the parties of an exchange come to the brokers; several where instances have one each. */
final class PrincipalOptions {
    private static final String ANYBODY = "*";

    @Option(names = "--gateway", paramLabel = "PRINCIPAL", description = "As whom a gateway comes to the brokers.")
    private List<String> gateways = new ArrayList<>();

    @Option(names = "--processor", paramLabel = "PRINCIPAL", description = "The same of a processor.")
    private List<String> processors = new ArrayList<>();

    @Option(names = "--connector", paramLabel = "PRINCIPAL", description = "The same of a connector.")
    private List<String> connectors = new ArrayList<>();

    @Option(
            names = "--operator",
            paramLabel = "PRINCIPAL",
            description = "The same of an operator's commands: deliveries, deadletters, notice, directory.")
    private List<String> operators = new ArrayList<>();

    /** What all of them need. */
    List<NeededAcl> needed() {
        List<NeededAcl> needed = Stream.of(Party.values())
                .flatMap(party -> principals(party).stream()
                        .flatMap(principal -> NeededAcl.of(party, checked(party, principal)).stream()))
                .toList();
        if (needed.isEmpty()) {
            throw new UsageException("name at least one principal: --gateway, --processor, --connector, --operator");
        }
        return needed;
    }

    private List<String> principals(Party party) {
        return switch (party) {
            case GATEWAY -> gateways;
            case PROCESSOR -> processors;
            case CONNECTOR -> connectors;
            case OPERATOR -> operators;
        };
    }

    private static String checked(Party party, String text) {
        KafkaPrincipal principal =
                Subcommand.usable("--" + party.word(), () -> SecurityUtils.parseKafkaPrincipal(text));
        if (principal.getName().equals(ANYBODY)) {
            throw new UsageException("--" + party.word() + ": " + text + " is everybody");
        }
        return principal.toString();
    }
}
