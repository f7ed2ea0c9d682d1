package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.LocalAuthority;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key and certificate after the other is replaced, as the runbook says, while notices come in and go out: what should
 * pass passes, under the new one from the moment it is listed, and what the old one made after its end is refused.
 */
@Tag("faults")
final class KeyRotationIT {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRotationIT.class);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SOME = 6;
    private static final String DESK = "e2e-desk";

    private final SecureRandom random = new SecureRandom();
    private KillableExchange exchange;
    private OperatorsAtWork operators;
    private RotatingLoad load;
    private SigningKey signing;
    private SealingKey exchangeSealing;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        exchange = new KillableExchange(folder.resolve("data"), new SeparateServices.Instances(2, 1, 1));
        operators = new OperatorsAtWork(exchange, Files.createDirectories(folder.resolve("files")));
        signing = KeyFiles.readSigningKey(submitter().resolve("signing.pem"));
        exchangeSealing = exchange.pki().secrets().sealing();
        load = new RotatingLoad(exchange.services().gatewayUrls(), tls(submitter()), sealing(), exchange.published());
        exchange.fetching().begin();
        load.begin();
        some("before");
    }

    @AfterEach
    void stop() {
        load.close();
        exchange.close();
    }

    @Test
    void shouldPassWhatShouldAndRefuseWhatShouldNotWhileEveryKeyChanges() throws Exception {
        submitterSigning();
        partnerSealing();
        int unanswered = load.unanswered();
        certificates();
        assertThat(load.unanswered())
                .as("certificates change without a restart")
                .isEqualTo(unanswered);
        exchangeSigning();
        exchangeSealing();

        load.end();
        LOG.atInfo()
                .addKeyValue("accepted", load.accepted().size())
                .addKeyValue("repeatedWhileAGatewayRestarted", load.unanswered())
                .log("every rotation done");
        assertThat(load.wrong()).as("refused though it should have passed").isEmpty();
        assertThat(exchange.desk().refusals()).as("refused by the desk").isEmpty();
        new NothingLost(exchange).assertBalanceWith(load.accepted());
        assertThat(union(exchange.desk().notices(), exchange.fetching().notices()))
                .containsAll(load.accepted());
        assertThat(exchange.fetching().problems()).isEmpty();
    }

    private void submitterSigning() throws IOException {
        SigningKey former = signing;
        Path file = operators.newKey("sign", submitter(), "e2e-platform-sign-2");
        SigningKey next = KeyFiles.readSigningKey(file);
        assertThat(load.attempt(sealing(next))).as("before it is listed").containsOnly("unknown-key");

        platformAccedes("--signing-key", file.toString(), "--signing-key", ownKey());
        await("the new key")
                .atMost(PATIENCE)
                .until(() -> load.attempt(sealing(next)).equals(Set.of(AnswerTally.ACCEPTED)));
        assertThat(load.attempt(sealing(former))).as("both are good").containsOnly(AnswerTally.ACCEPTED);
        signing = next;
        load.seals(sealing());
        some("a submitter's new signing key");

        platformAccedes("--signing-key", file.toString(), "--until", former.keyId() + "=" + now());
        awaitRefusal("key-not-valid", sealing(former));
        some("the end of a submitter's signing key");
    }

    private void platformAccedes(String... keys) throws IOException {
        operators.accede(
                KillableExchange.submitterId(),
                submitter(),
                exchange.pki().submitters().certificateFile(),
                RotationFiles.SUBMITTER_FORM,
                "",
                keys);
    }

    private String ownKey() {
        return submitter().resolve("signing.pem").toString();
    }

    /** Once each gateway refuses it, it stays so. */
    private void awaitRefusal(String reason, NoticeSealing former) throws IOException {
        await(reason).atMost(PATIENCE).until(() -> load.attempt(former).equals(Set.of(reason)));
        for (int i = 0; i < SOME; i++) {
            assertThat(load.attempt(former)).as("after its end").containsOnly(reason);
        }
    }

    private void partnerSealing() throws IOException {
        Path kit = exchange.root().resolve("partners").resolve(DESK);
        SealingKey former = KeyFiles.readSealingKey(kit.resolve("sealing.pem"));
        Path file = operators.newKey("seal", kit, "e2e-desk-seal-2");
        operators.accede(
                DESK,
                kit,
                exchange.pki().partners().certificateFile(),
                RotationFiles.deskForm(exchange),
                "fallbackDesk: true",
                "--signing-key",
                kit.resolve("signing.pem").toString(),
                "--sealing-key",
                file.toString(),
                "--until",
                former.keyId() + "=" + now());
        SealingKey next = KeyFiles.readSealingKey(file);
        await("what is sealed to the new key")
                .atMost(PATIENCE)
                .until(() -> since(Set.of()).stream().anyMatch(one -> opened(next, one) > 0));
        Set<String> before = load.accepted();
        await("what is sealed to the new key alone")
                .atMost(PATIENCE)
                .until(() -> since(before).size() >= SOME);
        assertThat(since(before)).allSatisfy(one -> {
            assertThat(opened(next, one)).as("by the new key").isPositive();
            assertThat(opened(former, one)).as("by the old key").isZero();
        });
        some("a partner's sealing key");
    }

    private void certificates() throws Exception {
        LocalAuthority services = LocalAuthority.open(exchange.root().resolve("pki"), "services", CLOCK, random);
        for (String service : List.of("exchange-gateway", "exchange-processor", "exchange-connector")) {
            replace(services, exchange.root().resolve("pki").resolve(service), service);
        }
        X509Certificate gateway = certificate(exchange.root().resolve("pki/exchange-gateway"));
        X509Certificate processor = certificate(exchange.root().resolve("pki/exchange-processor"));
        X509Certificate connector = certificate(exchange.root().resolve("pki/exchange-connector"));
        await("the gateways' new certificate")
                .atMost(PATIENCE)
                .until(() -> exchange.services().gatewayUrls().stream()
                        .allMatch(url -> shown(url.getPort(), tls(submitter())).equals(gateway)));
        await("the processor's new certificate")
                .atMost(PATIENCE)
                .until(() -> shown(processorPort(), asGateway()).equals(processor));
        await("the connector's new certificate")
                .atMost(PATIENCE)
                .until(() -> shown(
                                exchange.services().connectorUrls().getFirst().getPort(), tls(fetching()))
                        .equals(connector));
        replace(exchange.pki().submitters(), submitter(), KillableExchange.submitterId());
        load.shows(tls(submitter()));
        replace(exchange.pki().partners(), fetching(), KillableExchange.FETCHING_DESK);
        exchange.fetching().shows(tls(fetching()));
        some("certificates of services, a submitter and a partner");
    }

    private void exchangeSigning() throws Exception {
        Path keys = exchange.root().resolve("keys");
        for (String purpose : List.of("receipt", "delivery", "connector")) {
            operators.show(keys.resolve(purpose + "-1.pem"), purpose + "-1");
            operators.newKey("sign", keys, purpose + "-2");
        }
        operators.show(keys.resolve("sealing-1.pem"), "sealing-1");
        operators.newKey("seal", keys, "sealing-2");
        writeExchange("", "", "receipt-2 delivery-2 connector-2");
        operators.apply();
        await("the new keys are published").atMost(PATIENCE).until(() -> {
            exchange.published().read(exchange.clients().getFirst());
            return exchange.published().has("receipt-2") && exchange.published().has("connector-2");
        });
        for (ServiceProcess connector : exchange.services().connectors()) {
            restart(connector, "connector-1", "connector-1", "connector-2", keys.resolve("sealing-2.pem"));
        }
        for (ServiceProcess processor : exchange.services().processors()) {
            restart(processor, "processor-1", "delivery-1", "delivery-2", keys);
        }
        int number = 1;
        for (ServiceProcess gateway : exchange.services().gateways()) {
            restart(gateway, "gateway-" + number++, "receipt-1", "receipt-2", keys);
            some("gateway " + (number - 1) + " restarted");
        }
        load.receiptedBy("receipt-2");
        writeExchange(", validTo: " + now(), "", "receipt-2 delivery-2 connector-2");
        operators.apply();
        Set<String> before = load.accepted();
        await("deliveries since").atMost(PATIENCE).until(() -> since(before).size() >= SOME);
        assertThat(since(before)).allSatisfy(one -> assertThat(one.signedBy()).containsOnly("delivery-2"));
        some("the exchange's signing keys");
    }

    private void exchangeSealing() throws IOException {
        SealingKey former = exchangeSealing;
        SealingKey next = KeyFiles.readSealingKey(exchange.root().resolve("keys/sealing-2.pem"));
        assertThat(load.attempt(sealing(next))).as("before it is listed").containsOnly("invalid-field");
        String ended = ", validTo: " + now();
        writeExchange(ended, "", "receipt-2 delivery-2 connector-2 sealing-2");
        operators.apply();
        await("the new key")
                .atMost(PATIENCE)
                .until(() -> load.attempt(sealing(next)).equals(Set.of(AnswerTally.ACCEPTED)));
        assertThat(load.attempt(sealing(former))).as("both are good").containsOnly(AnswerTally.ACCEPTED);
        exchangeSealing = next;
        load.seals(sealing());
        some("the exchange's new sealing key");
        writeExchange(ended, ", validTo: " + now(), "receipt-2 delivery-2 connector-2 sealing-2");
        operators.apply();
        awaitRefusal("invalid-field", sealing(former));
        some("the exchange's sealing key");
    }

    private void writeExchange(String signingLife, String sealingLife, String added) throws IOException {
        Files.writeString(
                operators.files().resolve("exchange.yaml"),
                RotationFiles.exchange(exchange.root().resolve("pki"), signingLife, sealingLife, added));
    }

    private void restart(ServiceProcess service, String name, String former, String next, Path more)
            throws IOException {
        Path file = exchange.root().resolve("config").resolve(name + ".properties");
        String text = Files.readString(file)
                .replace("key.id=" + former, "key.id=" + next)
                .replace("/" + former + ".pem", "/" + next + ".pem");
        if (Files.isRegularFile(more)) {
            text = text.replace("sealing.keys=", "sealing.keys=" + more + ",");
        }
        Files.writeString(file, text);
        service.stop();
        service.start().awaitReady();
    }

    /** Goes on when some more were accepted, and none was refused that should not have been. */
    private void some(String after) {
        int before = load.accepted().size();
        await(after).atMost(PATIENCE).until(() -> load.accepted().size() >= before + SOME);
        assertThat(load.wrong()).as(after).isEmpty();
        LOG.atInfo()
                .addKeyValue("after", after)
                .addKeyValue("accepted", load.accepted().size())
                .log("goes on");
    }

    private NoticeSealing sealing() {
        return sealing(signing);
    }

    private NoticeSealing sealing(SigningKey key) {
        return new NoticeSealing(key, exchangeSealing.publicEntry(Instant.EPOCH), random, CLOCK);
    }

    private NoticeSealing sealing(SealingKey key) {
        return new NoticeSealing(signing, key.publicEntry(Instant.EPOCH), random, CLOCK);
    }

    private static int opened(SealingKey key, DeliveryCheck.Genuine delivery) {
        return new SectionOpener(key).open(delivery).sections().size();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the desk got about notices that were not accepted yet by then. */
    private List<DeliveryCheck.Genuine> since(Set<String> before) {
        return load.accepted().stream()
                .filter(noticeId -> !before.contains(noticeId))
                .map(exchange.desk()::genuine)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The new files take the place of the old ones, each at once. */
    private static void replace(LocalAuthority authority, Path folder, String id) throws IOException {
        Path next = Files.createDirectories(folder.resolve("next"));
        authority.issue(next, id);
        for (String file : List.of("key.pem", "certificate.pem")) {
            Files.move(
                    next.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static X509Certificate shown(int port, SSLContext tls) {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate certificate(Path folder) {
        return PemFiles.readCertificates(folder.resolve("certificate.pem")).getFirst();
    }

    private int processorPort() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(exchange.configuration(1))) {
            file.load(reader);
        }
        return Integer.parseInt(file.getProperty("service.port"));
    }

    /** What a gateway shows to a processor. */
    private SSLContext asGateway() {
        Path pki = exchange.root().resolve("pki");
        Path own = pki.resolve("exchange-gateway");
        return MutualTls.context(own.resolve("certificate.pem"), own.resolve("key.pem"), pki.resolve("services.pem"));
    }

    private static SSLContext tls(Path kit) {
        return MutualTls.context(kit.resolve("certificate.pem"), kit.resolve("key.pem"), kit.resolve("trust.pem"));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private Path submitter() {
        return exchange.root().resolve("submitters").resolve(KillableExchange.submitterId());
    }

    private Path fetching() {
        return exchange.root().resolve("partners").resolve(KillableExchange.FETCHING_DESK);
    }
}
