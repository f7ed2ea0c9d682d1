package org.harborlight.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.harborlight.gateway.admission.AdmissionLimits;
import org.harborlight.gateway.publish.References;
import org.harborlight.gateway.status.Cursors;
import org.harborlight.gateway.status.StreamLimits;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.service.ConfigFile;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.ConfigurationException;
import org.harborlight.service.ServiceConfig;
import org.harborlight.service.tls.TlsFiles;
import org.harborlight.service.tls.TlsKeys;

/**
 * What the gateway is configured with. Immutable; {@link GatewayKeys} documents each key.
 *
 * @param tls of the submitters' listener
 */
public record GatewayConfig(
        ServiceConfig service,
        Http http,
        TlsFiles tls,
        Secrets secrets,
        Limits limits,
        Publishing publishing,
        Status status) {

    /**
     * Where submitters connect; port 0 picks a free one.
     *
     * @param quiet how long a connection may go without a request
     * @param connectionsEach how many one submitter may have open
     */
    public record Http(String host, int port, int eventLoops, Duration quiet, int connectionsEach) {}

    /**
     * What the gateway signs and derives with.
     *
     * @param keyCheck how often the key that signs receipts shows that it does
     */
    public record Secrets(SigningKey receiptKey, Duration keyCheck, References references, Cursors cursors) {}

    /**
     * What one request, one notice, and all requests together may be.
     *
     * @param refusalDelay how long a refusal for want of room is held back
     */
    public record Limits(
            int envelopeBytes,
            Duration bodyTimeout,
            AdmissionLimits admission,
            Duration refusalDelay,
            NoticeLimits notice,
            int workers) {}

    /**
     * How long the brokers may take, and how often they are asked whether they still answer.
     *
     * @param clockTolerance how far the gateway's clock may be from theirs
     */
    public record Publishing(Duration timeout, Duration canaryInterval, Duration clockTolerance) {
        /** A canary is late after three intervals, but not before a write may take. */
        Duration canaryTolerance() {
            Duration threeIntervals = canaryInterval.multipliedBy(3);
            return threeIntervals.compareTo(timeout) > 0 ? threeIntervals : timeout;
        }
    }

    /** Where the ledger is, how the gateway shows that it is a service of the exchange, and who may wait for news. */
    public record Status(List<URI> ledgers, TlsFiles tls, Waiting waiting, StreamLimits streams) {}

    /** How many requests may wait for news of a notice, streams among them. */
    public record Waiting(int perSubmitter, int inAll) {}

    /** Reads a configuration file; refuses it with all its problems at once. */
    public static GatewayConfig load(Path file) {
        return of(ConfigFile.load(file, GatewayKeys.definition()));
    }

    public static ConfigDef definition() {
        return GatewayKeys.definition();
    }

    static GatewayConfig of(ConfigValues values) {
        List<String> problems = new ArrayList<>();
        ServiceConfig service = ServiceConfig.read(values, problems);
        TlsFiles tls = TlsKeys.read(values, "tls.", problems);
        TlsFiles statusTls = TlsKeys.read(values, "status.tls.", problems);
        Secrets secrets = GatewaySecrets.read(values, problems);
        List<URI> ledgers = GatewayKeys.ledgers(values, problems);
        if (!problems.isEmpty() || secrets == null) {
            throw new ConfigurationException(problems);
        }
        return new GatewayConfig(
                service,
                new Http(
                        values.text("http.host"),
                        values.number("http.port"),
                        values.number("http.event.loops"),
                        values.millis("http.quiet.timeout.ms"),
                        values.number("http.connections.submitter")),
                tls,
                secrets,
                GatewayKeys.limits(values),
                new Publishing(
                        values.millis("publish.timeout.ms"),
                        values.millis("publish.canary.interval.ms"),
                        values.millis("publish.clock.tolerance.ms")),
                new Status(
                        ledgers,
                        statusTls,
                        new Waiting(values.number("status.waiting.submitter"), values.number("status.waiting.total")),
                        new StreamLimits(
                                Duration.ofSeconds(values.number("status.stream.seconds")),
                                values.millis("status.stream.heartbeat.ms"))));
    }
}
