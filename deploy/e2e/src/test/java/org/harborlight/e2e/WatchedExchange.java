package org.harborlight.e2e;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.SubmitterClient;

/** An exchange in this JVM whose every outlet can be shown to a watch, with a desk that answers and some that echo. */
final class WatchedExchange {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final List<String> MANAGEMENT = List.of(
            "/metrics", "/live", "/ready", "/health", "/topology", "/balance", "/breakers", "/overdue", "/webhooks");
    private static final Map<String, String> QUICK = Map.of(
            "push.retry.steps.ms", "100,300",
            "push.retry.span.ms", "1500",
            "push.pause.ms", "500",
            "breaker.minimum.calls", "1000");

    private final LeakWatch watch;
    private final DataFolder data;
    private final Exchange exchange;
    private final ExchangePki.Kit submitterKit;
    private final SigningKey expired = SigningKey.generate("expired", new SecureRandom());
    private final NoticeSealing sealing;
    private final SubmitterClient submitter;
    private final ConnectorClient desk;
    private final HttpClient http;

    /** Desks by country, with the status that each answers every push with; whatever starts is ended by the closing given. */
    WatchedExchange(Path folder, Map<String, Integer> echoing, LeakWatch watch, Closing closing) {
        this.watch = watch;
        this.http = closing.add("management", HttpClient.newHttpClient());
        this.data = DataFolder.open(folder.resolve("data"));
        SecureRandom random = new SecureRandom();
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, random);
        this.submitterKit = pki.submitterKit(data.submitter(LocalParticipants.SUBMITTER), LocalParticipants.SUBMITTER);
        LocalParticipants local =
                closing.add("local participants", LocalParticipants.open(data, pki, List.of("IE"), CLOCK));
        List<Participant> entries = new ArrayList<>(local.entries().stream()
                .map(entry -> entry.getSubmits() ? withExpiredKey(entry) : entry)
                .toList());
        echoing.forEach(
                (country, status) -> entries.add(closing.add(country, new EchoingDesk(country, status, data, pki))
                        .entry()));
        this.exchange = Exchange.start(
                closing,
                data,
                pki,
                ExchangeSettings.samples(ExchangeSettings.Ports.free()).withConnector(QUICK),
                entries,
                CLOCK);
        local.ready(exchange.endpoints());
        this.sealing = new NoticeSealing(
                submitterKit.signing(), pki.secrets().sealing().publicEntry(Instant.EPOCH), random, CLOCK);
        this.submitter = closing.add(
                "submitter", new SubmitterClient(exchange.endpoints().gateway(), LocalParticipants.tls(submitterKit)));
        ExchangePki.Kit deskKit = pki.partnerKit(data.partner(LocalParticipants.DESK), LocalParticipants.DESK);
        this.desk = closing.add(
                "desk", new ConnectorClient(exchange.endpoints().connector(), LocalParticipants.tls(deskKit)));
    }

    private Participant withExpiredKey(Participant entry) {
        Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        PublicKeyEntry old = PublicKeyEntry.newBuilder(expired.publicEntry(Instant.EPOCH))
                .setValidTo(yesterday)
                .build();
        List<PublicKeyEntry> keys = new ArrayList<>(entry.getSigningKeys());
        keys.add(old);
        return Participants.acceded(
                Participant.newBuilder(entry).setSigningKeys(keys).build(), submitterKit);
    }

    Path root() {
        return data.root();
    }

    Path deskFolder() {
        return data.partner(LocalParticipants.DESK);
    }

    Exchange exchange() {
        return exchange;
    }

    NoticeSealing sealing() {
        return sealing;
    }

    SigningKey key() {
        return submitterKit.signing();
    }

    SigningKey expiredKey() {
        return expired;
    }

    SubmitterClient submitter() {
        return submitter;
    }

    ConnectorClient desk() {
        return desk;
    }

    /** What each service tells at its management port, and the names of what the JVM manages. */
    void lookAtManagement() {
        exchange.endpoints()
                .management()
                .forEach((service, port) -> MANAGEMENT.forEach(path -> watch.look(service + path, ask(port, path))));
        ManagementFactory.getPlatformMBeanServer()
                .queryNames(null, null)
                .forEach(name -> watch.look("name of a managed bean", name.toString()));
    }

    /** The metrics of one service. */
    String metrics(String service) {
        URI port = exchange.endpoints().management().get(service);
        return port == null ? "" : ask(port, "/metrics");
    }

    private String ask(URI port, String path) {
        try {
            return http.send(HttpRequest.newBuilder(port.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    WatchedTopics topics() {
        return new WatchedTopics(exchange.kafka(), exchange.formats().of(Topics.DEAD_LETTERS, DeadLetter.class), watch);
    }
}
