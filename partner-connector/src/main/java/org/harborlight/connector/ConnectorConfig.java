package org.harborlight.connector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.harborlight.connector.inbox.Inbox;
import org.harborlight.connector.lane.LanePolicy;
import org.harborlight.connector.receipt.PartnerListener;
import org.harborlight.connector.receipt.RequestLimits;
import org.harborlight.connector.sweep.OverdueWatch;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.service.ConfigFile;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.ConfigurationException;
import org.harborlight.service.Restores;
import org.harborlight.service.ServiceConfig;
import org.harborlight.service.tls.TlsFiles;
import org.harborlight.service.tls.TlsKeys;

/**
 * What the connector is configured with. Immutable; {@link ConnectorKeys} documents each key.
 *
 * @param tls what the connector shows to partners, as a server and as a client, and whom its listener trusts
 */
public record ConnectorConfig(
        ServiceConfig service,
        Instance instance,
        Http http,
        TlsFiles tls,
        Secrets secrets,
        Push push,
        LanePolicy lanes,
        Books books) {
    /**
     * Which instance this is and where it keeps what can be rebuilt.
     *
     * @param id unique among the instances and the same after a restart
     */
    public record Instance(String id, Path viewsFolder) {}

    /**
     * Where partners connect, and what they may take of it.
     *
     * @param feedbackPatience how long the brokers may take to acknowledge feedback
     */
    public record Http(
            PartnerListener.Address address, RequestLimits limits, Duration feedbackPatience, InboxPort inbox) {}

    /** What the connector signs with, and what it opens section keys with: the current key and older ones. */
    public record Secrets(SigningKey connectorKey, List<SealingKey> sealingKeys) {}

    /** How long a partner may take for one request, and how long a lane waits for section keys to be known. */
    public record Push(Duration timeout, Duration sectionKeyPatience) {}

    /**
     * What is watched of the books.
     *
     * @param redriveSpan how long after its end a delivery can still be redriven
     */
    public record Books(Duration redriveSpan, OverdueWatch.Settings overdue) {}

    /** How many pages are read at a time, how many requests may wait for one, and in which time cursors are made. */
    public record InboxPort(int readers, Inbox.Limits limits, Restores restores) {}

    /** Reads a configuration file; refuses it with all its problems at once. */
    public static ConnectorConfig load(Path file) {
        return of(ConfigFile.load(file, ConnectorKeys.definition()));
    }

    /** The same for settings in memory. */
    public static ConnectorConfig of(Map<String, String> settings) {
        return of(ConfigFile.parse(settings, ConnectorKeys.definition()));
    }

    public static ConfigDef definition() {
        return ConnectorKeys.definition();
    }

    private static ConnectorConfig of(ConfigValues values) {
        List<String> problems = new ArrayList<>();
        ServiceConfig service = ServiceConfig.read(values, problems);
        TlsFiles tls = TlsKeys.read(values, "tls.", problems);
        Secrets secrets = ConnectorSecrets.read(values, problems);
        LanePolicy lanes = ConnectorKeys.lanes(values, problems);
        if (!problems.isEmpty() || secrets == null || lanes == null) {
            throw new ConfigurationException(problems);
        }
        return new ConnectorConfig(
                service,
                new Instance(
                        values.text("instance.id"),
                        Restores.of(values).folder(values.path("data.folder").resolve("connector-views"))),
                new Http(
                        new PartnerListener.Address(values.text("http.host"), values.number("http.port")),
                        new RequestLimits(
                                values.millis("http.body.timeout.ms"),
                                values.millis("http.quiet.timeout.ms"),
                                values.number("http.requests.limit")),
                        values.millis("feedback.timeout.ms"),
                        new InboxPort(
                                values.number("inbox.readers"),
                                new Inbox.Limits(
                                        values.number("inbox.requests.limit"), values.number("inbox.requests.each")),
                                Restores.of(values))),
                tls,
                secrets,
                new Push(values.millis("push.timeout.ms"), values.millis("push.section.keys.patience.ms")),
                lanes,
                new Books(
                        values.millis(ConnectorKeys.REDRIVE_SPAN),
                        new OverdueWatch.Settings(
                                values.millis("overdue.sweep.ms"), values.millis("overdue.patience.ms"))));
    }
}
