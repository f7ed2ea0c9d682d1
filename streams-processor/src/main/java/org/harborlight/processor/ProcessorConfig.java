package org.harborlight.processor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.harborlight.processor.operator.OperatorSettings;
import org.harborlight.processor.status.LedgerSettings;
import org.harborlight.processor.topology.LaneSettings;
import org.harborlight.schemas.Identifiers;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.ConfigFile;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.ConfigurationException;
import org.harborlight.service.ServiceConfig;
import org.harborlight.service.tls.TlsFiles;
import org.harborlight.service.tls.TlsKeys;

/** What the processor is configured with. Immutable; {@link ProcessorKeys} documents each key. */
public record ProcessorConfig(
        ServiceConfig service,
        Endpoint endpoint,
        Secrets secrets,
        Routing routing,
        Applications applications,
        OperatorSettings operator) {

    /** Where the exchange's own services ask the ledger; port 0 picks a free one. */
    public record Endpoint(String host, int port, String advertisedHost, TlsFiles tls) {}

    /**
     * What the processor signs deliveries and derives ids with.
     *
     * @param keyCheck how often the key that signs deliveries shows that it does
     */
    public record Secrets(SigningKey deliveryKey, Duration keyCheck, Identifiers identifiers) {}

    /** What routing looks at besides the directory. */
    public record Routing(Optional<Path> geolocationFile, Duration topicProbeInterval, Duration receiptKeyPatience) {}

    /** The three streams applications. */
    public record Applications(LaneSettings urgent, LaneSettings standard, LedgerSettings ledger) {}

    /** Reads a configuration file; refuses it with all its problems at once. */
    public static ProcessorConfig load(Path file) {
        return of(ConfigFile.load(file, definition()));
    }

    /** The same for settings that are already in memory. */
    public static ProcessorConfig parse(Map<String, String> settings) {
        return of(ConfigFile.parse(settings, definition()));
    }

    public static ConfigDef definition() {
        return ProcessorKeys.definition();
    }

    private static ProcessorConfig of(ConfigValues values) {
        List<String> problems = new ArrayList<>();
        ServiceConfig service = ServiceConfig.read(values, problems);
        TlsFiles tls = TlsKeys.read(values, "service.tls.", problems);
        Secrets secrets = ProcessorSecrets.read(values, problems);
        Applications applications = ProcessorKeys.applications(values, problems);
        OperatorSettings operator = OperatorKeySet.read(values, tls, problems);
        if (!problems.isEmpty() || secrets == null) {
            throw new ConfigurationException(problems);
        }
        return new ProcessorConfig(
                service,
                new Endpoint(
                        values.text("service.host"),
                        values.number("service.port"),
                        values.text("service.advertised.host"),
                        tls),
                secrets,
                new Routing(
                        values.optionalPath("geolocation.file"),
                        values.millis("delivery.topics.probe.interval.ms"),
                        values.millis("receipt.key.patience.ms")),
                applications,
                operator);
    }
}
