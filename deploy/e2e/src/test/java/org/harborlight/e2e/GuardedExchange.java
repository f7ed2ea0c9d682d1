package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.connector.Connector;
import org.harborlight.connector.ConnectorConfig;
import org.harborlight.gateway.Gateway;
import org.harborlight.gateway.GatewayConfig;
import org.harborlight.kafka.EmbeddedKafka;
import org.harborlight.kafka.GuardedDoor;
import org.harborlight.processor.Processor;
import org.harborlight.processor.ProcessorConfig;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.Party;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Backbone;
import org.harborlight.standalone.runtime.Brokers;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Endpoints;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Place;
import org.harborlight.standalone.runtime.ServiceFiles;
import org.harborlight.standalone.runtime.Services;

/**
 * An exchange in this JVM on a broker that lets everybody do what ACLs say. Each service, and an operator's commands, come as a
 * principal of their own, with what the command line gives them and nothing else; so does another principal of each, for a test
 * to try things as, and a stranger. Whoever administers it has a door of its own.
 */
final class GuardedExchange {
    static final String STRANGER = "stranger";

    private static final InstantSource CLOCK = InstantSource.system();
    private static final String PASSWORD = "not-secret";
    /** Kafka Streams deletes what was processed as often as that, not every 30 s. */
    private static final String SOON = "kafka.repartition.purge.interval.ms=1000\n";

    private final DataFolder data;
    private final ExchangePki pki;
    private final ToldSubmitter told;
    private final GuardedDoor door = GuardedDoor.onFreePort(Stream.concat(
                    Stream.of(Party.values()).flatMap(party -> Stream.of(user(party), probe(party))),
                    Stream.of(STRANGER))
            .collect(Collectors.toMap(UnaryOperator.identity(), _ -> PASSWORD)));
    private final Backbone backbone;
    private final Services services;

    GuardedExchange(Path folder, Closing closing) {
        data = closing.add("data folder", DataFolder.open(folder));
        pki = ExchangePki.open(data.root(), CLOCK, new SecureRandom());
        LocalParticipants local = closing.add(
                "local participants",
                LocalParticipants.open(
                        data, pki, List.of("IE", "DE", "NL"), new LocalParticipants.DeskWay.Pull(), CLOCK));
        told = closing.add("told submitter", new ToldSubmitter(data, pki));
        List<Participant> entries = local.entries().stream()
                .map(entry -> entry.getSubmits() ? told.entry(entry) : entry)
                .toList();
        ExchangeSettings settings = ExchangeSettings.samples(ExchangeSettings.Ports.free());
        backbone = Backbone.start(closing, data, pki, settings, entries, CLOCK, this::broker);
        giveAccess();
        services =
                start(new ServiceFiles(data, pki, settings, backbone), closing).awaitReady();
        local.ready(new Endpoints(
                services.gatewayUrl(),
                URI.create("https://localhost:" + services.connector().port()),
                backbone.bootstrap(),
                URI.create(backbone.registryUrl()),
                services.managementUrls()));
    }

    private Brokers broker() {
        EmbeddedKafka broker = EmbeddedKafka.start(data.broker(), door);
        return new Brokers(broker.bootstrapServers(), (short) 1, broker::close);
    }

    private void giveAccess() {
        List<String> command =
                new ArrayList<>(List.of("brokers", "access", "--bootstrap", backbone.bootstrap(), "--apply"));
        for (Party party : Party.values()) {
            command.addAll(List.of("--" + party.word(), principal(user(party))));
            command.addAll(List.of("--" + party.word(), principal(probe(party))));
        }
        StringWriter said = new StringWriter();
        assertThat(HarborlightCommand.execute(said, said, command.toArray(String[]::new)))
                .as(said::toString)
                .isZero();
    }

    private Services start(ServiceFiles files, Closing closing) {
        Path connectorFile = files.connector(new Place("connector", 0, 0));
        asItself(connectorFile, Party.CONNECTOR, "");
        Connector connector = closing.add("connector", Connector.start(ConnectorConfig.load(connectorFile)));
        Path processorFile = files.processor(
                new Place("processor", 0, 0), List.of(URI.create("http://127.0.0.1:" + connector.managementPort())));
        asItself(processorFile, Party.PROCESSOR, SOON);
        Processor processor = closing.add("processor", Processor.start(ProcessorConfig.load(processorFile)));
        Path gatewayFile = files.gateway(
                new Place("gateway", 0, 0), List.of(URI.create("https://localhost:" + processor.servicePort())));
        asItself(gatewayFile, Party.GATEWAY, "");
        Gateway gateway = closing.add("gateway", Gateway.start(GatewayConfig.load(gatewayFile)));
        return new Services(gateway, processor, connector);
    }

    /** What stands later in the file counts. */
    private void asItself(Path file, Party party, String more) {
        append(file, settings(user(party), "kafka.") + more);
    }

    private String settings(String user, String prefix) {
        return door.client(user, PASSWORD).entrySet().stream()
                .map(setting -> prefix + setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service, or an operator's command, is known as. */
    static String user(Party party) {
        return party.word();
    }

    /** Somebody with the same rights. */
    static String probe(Party party) {
        return party.word() + "-probe";
    }

    static String principal(String user) {
        return "User:" + user;
    }

    /** Settings of a Kafka client that comes as this user. */
    Map<String, Object> as(String user) {
        return as(user, PASSWORD);
    }

    Map<String, Object> as(String user, String password) {
        return new HashMap<>(door.client(user, password));
    }

    /** Settings of a Kafka client that may do everything. */
    Map<String, Object> asAdministrator() {
        return backbone.kafka();
    }

    /** With these an operator's command finds the exchange, as the operators' principal. */
    List<String> operatorsWay() {
        Path file = data.root().resolve("operator-kafka.properties");
        if (!Files.exists(file)) {
            append(file, settings(user(Party.OPERATOR), ""));
        }
        return List.of(
                "--bootstrap",
                door.client(user(Party.OPERATOR), PASSWORD).get("bootstrap.servers"),
                "--registry",
                backbone.registryUrl(),
                "--kafka-config",
                file.toString());
    }

    Path root() {
        return data.root();
    }

    DataFolder data() {
        return data;
    }

    ExchangePki pki() {
        return pki;
    }

    ToldSubmitter told() {
        return told;
    }

    WireFormats formats() {
        return backbone.formats();
    }

    URI processorManagement() {
        return URI.create("http://127.0.0.1:" + services.processor().managementPort());
    }
}
