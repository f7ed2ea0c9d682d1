package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange with two gateways in which notices come in and go out all the time, two operators at their command lines, and
 * the keys that are good by now. For one thread.
 */
final class RotationScene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final InstantSource CLOCK = InstantSource.system();
    static final String DESK = "e2e-desk";
    /** So many more notices show that it goes on. */
    static final int SOME = 6;

    private static final Logger LOG = LoggerFactory.getLogger(RotationScene.class);

    private final Closing closing = new Closing();
    private final SecureRandom random = new SecureRandom();
    private final KillableExchange exchange;
    private final OperatorsAtWork operators;
    private final RevokedCertificates revoked;
    private final RotatingLoad load;
    private SigningKey signing;
    private SealingKey exchangeSealing;

    /** With the load under way. */
    static RotationScene start(Path folder) throws IOException {
        RotationScene scene = new RotationScene(folder);
        try {
            scene.revoked.begin();
            scene.exchange.fetching().begin();
            scene.load.begin();
            scene.some("before");
            return scene;
        } catch (RuntimeException | Error | IOException e) {
            scene.close();
            throw e;
        }
    }

    private RotationScene(Path folder) throws IOException {
        exchange = closing.add(
                "exchange", new KillableExchange(folder.resolve("data"), new SeparateServices.Instances(2, 1, 1)));
        operators = new OperatorsAtWork(exchange, Files.createDirectories(folder.resolve("files")));
        signing = KeyFiles.readSigningKey(submitter().resolve("signing.pem"));
        exchangeSealing = exchange.pki().secrets().sealing();
        revoked = new RevokedCertificates(this);
        load = closing.add(
                "load",
                new RotatingLoad(exchange.services().gatewayUrls(), tls(submitter()), sealing(), exchange.published()));
    }

    KillableExchange exchange() {
        return exchange;
    }

    OperatorsAtWork operators() {
        return operators;
    }

    RevokedCertificates revoked() {
        return revoked;
    }

    RotatingLoad load() {
        return load;
    }

    SecureRandom random() {
        return random;
    }

    SigningKey signing() {
        return signing;
    }

    SealingKey exchangeSealing() {
        return exchangeSealing;
    }

    /** From now on the submitter signs with this key. */
    void signsWith(SigningKey key) {
        signing = key;
        load.seals(sealing());
    }

    /** From now on the submitter seals to this key of the exchange. */
    void sealsTo(SealingKey key) {
        exchangeSealing = key;
        load.seals(sealing());
    }

    private NoticeSealing sealing() {
        return sealing(signing);
    }

    NoticeSealing sealing(SigningKey key) {
        return new NoticeSealing(key, exchangeSealing.publicEntry(Instant.EPOCH), random, CLOCK);
    }

    NoticeSealing sealing(SealingKey key) {
        return new NoticeSealing(signing, key.publicEntry(Instant.EPOCH), random, CLOCK);
    }

    /** Goes on when some more were accepted, and none was refused that should not have been. */
    void some(String after) {
        int before = load.accepted().size();
        await(after).atMost(PATIENCE).until(() -> load.accepted().size() >= before + SOME);
        assertThat(load.wrong()).as(after).isEmpty();
        LOG.atInfo()
                .addKeyValue("after", after)
                .addKeyValue("accepted", load.accepted().size())
                .log("goes on");
    }

    /** What the desk got about notices that were not accepted yet by then. */
    List<DeliveryCheck.Genuine> since(Set<String> before) {
        return load.accepted().stream()
                .filter(noticeId -> !before.contains(noticeId))
                .map(exchange.desk()::genuine)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The same, once it is some. */
    List<DeliveryCheck.Genuine> awaitSome(Set<String> before) {
        await("deliveries").atMost(PATIENCE).until(() -> since(before).size() >= SOME);
        return since(before);
    }

    /** Each gateway accepts what the next key made, and what the former one makes too. */
    void awaitBothGood(NoticeSealing next, NoticeSealing former) throws IOException {
        Set<String> accepted = Set.of(AnswerTally.ACCEPTED);
        await("what a new key made")
                .atMost(PATIENCE)
                .until(() -> load.attempt(next).equals(accepted));
        assertThat(load.attempt(former)).as("both are good").isEqualTo(accepted);
    }

    /** Once each gateway refuses it, it stays so. */
    void awaitRefusal(String reason, NoticeSealing former) throws IOException {
        await(reason).atMost(PATIENCE).until(() -> load.attempt(former).equals(Set.of(reason)));
        for (int i = 0; i < SOME; i++) {
            assertThat(load.attempt(former)).as("after its end").containsOnly(reason);
        }
    }

    Path keys() {
        return exchange.root().resolve("keys");
    }

    Path pki() {
        return exchange.root().resolve("pki");
    }

    Path submitter() {
        return exchange.root().resolve("submitters").resolve(KillableExchange.submitterId());
    }

    Path desk() {
        return exchange.root().resolve("partners").resolve(DESK);
    }

    Path fetching() {
        return exchange.root().resolve("partners").resolve(KillableExchange.FETCHING_DESK);
    }

    /** What the holder of this folder shows. */
    static SSLContext tls(Path kit) {
        return MutualTls.context(kit.resolve("certificate.pem"), kit.resolve("key.pem"), kit.resolve("trust.pem"));
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        closing.close();
    }
}
