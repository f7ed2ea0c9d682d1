package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.simulate.Entry;
import org.harborlight.standalone.simulate.Mode;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.PlainNotice;
import org.harborlight.standalone.submitter.SubmitterClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An exchange among partners that misbehave, some modes at a time, and one that does not: nothing is receipted that was not
 * received, the good partner gets everything meanwhile, and once the others behave nothing is missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostilePartnerIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SUBMITTER = "e2e-platform";
    private static final String HEALTHY = "desk-ie";
    private static final String HEALTHY_COUNTRY = "IE";
    private static final List<String> COUNTRIES = List.of("DE", "FR", "ES", "IT", "NL", "AT");
    private static final int EACH = 2;
    private static final Map<String, String> QUICK = Map.of(
            "push.timeout.ms", "700",
            "push.retry.steps.ms", "100,300",
            "push.pause.ms", "500",
            "breaker.minimum.calls", "1000",
            "breaker.open.ms", "200");

    private final Closing closing = new Closing();
    private final RecordingDesk healthy = new RecordingDesk();
    private final List<HostilePartner> hostile = new ArrayList<>();
    private NoticeSealing sealing;
    private SubmitterClient submitter;
    private ManagementClient management;
    private URI ledger;

    @BeforeAll
    void start(@TempDir Path folder) {
        AvroTrust.install();
        SecureRandom random = new SecureRandom();
        DataFolder data = DataFolder.open(folder.resolve("data"));
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, random);
        ExchangePki.Kit submitterKit = pki.submitterKit(data.submitter(SUBMITTER), SUBMITTER);
        List<Participant> entries = new ArrayList<>();
        entries.add(Participants.submitter(
                new Participants.Who(SUBMITTER, "Platform", StakeholderKind.PLATFORM, "IE"), pki, submitterKit));
        entries.add(healthy(pki, pki.partnerKit(data.partner(HEALTHY), HEALTHY)));
        for (String country : COUNTRIES) {
            HostilePartner partner =
                    new HostilePartner(country, pki, data.partner(HEALTHY).resolveSibling("hostile"), closing);
            hostile.add(partner);
            entries.add(partner.entry());
        }
        Exchange exchange = Exchange.start(
                closing,
                data,
                pki,
                ExchangeSettings.samples(ExchangeSettings.Ports.free()).withConnector(QUICK),
                entries,
                CLOCK);
        hostile.forEach(partner -> partner.connect(exchange.endpoints().connector(), closing));
        sealing = new NoticeSealing(
                submitterKit.signing(), pki.secrets().sealing().publicEntry(Instant.EPOCH), random, CLOCK);
        submitter = closing.add(
                "submitter", new SubmitterClient(exchange.endpoints().gateway(), LocalParticipants.tls(submitterKit)));
        management = closing.add("management", new ManagementClient());
        ledger = Objects.requireNonNull(exchange.endpoints().management().get("processor"));
    }

    @AfterAll
    void stop() {
        closing.close();
    }

    @AfterEach
    void behave() {
        hostile.forEach(partner -> partner.behave(Mode.OK));
    }

    static Stream<List<Mode>> rounds() {
        return Stream.of(
                List.of(
                        Mode.HANG,
                        Mode.GARBAGE_200,
                        Mode.OTHER_DELIVERY,
                        Mode.EXPIRED_CERTIFICATE,
                        Mode.STORM,
                        Mode.LATE_RECEIPT),
                List.of(
                        Mode.SLOW_DRIP,
                        Mode.WRONG_DIGEST,
                        Mode.RETRY_AFTER_SECONDS,
                        Mode.WRONG_SAN,
                        Mode.REDIRECT,
                        Mode.GONE),
                List.of(Mode.RESET_MID_BODY, Mode.RETRY_AFTER_DATE, Mode.TLS_DOWNGRADE, Mode.HUGE_ANSWER));
    }

    /** A partner, how it behaves, and what it is to be told meanwhile. */
    private record Trial(HostilePartner partner, Mode mode, List<String> noticeIds) {
        boolean isLate() {
            return mode == Mode.LATE_RECEIPT;
        }
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void shouldLoseNothingAndBelieveNothingWhateverPartnersDo(List<Mode> modes) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < modes.size(); i++) {
            HostilePartner partner = hostile.get(i);
            partner.behave(modes.get(i));
            trials.add(new Trial(partner, modes.get(i), submit(partner.country())));
        }
        List<String> toHealthy = submit(HEALTHY_COUNTRY);

        for (Trial trial : trials) {
            await("what comes of " + trial.mode().text())
                    .atMost(PATIENCE)
                    .until(() -> trial.partner().hasShown(trial.mode(), trial.noticeIds()));
        }
        await("what is the healthy partner's")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(healthy.notices()).containsAll(toHealthy));
        await("late receipts")
                .atMost(PATIENCE)
                .until(() -> trials.stream()
                        .filter(Trial::isLate)
                        .allMatch(trial -> trial.partner().log().notices().containsAll(trial.noticeIds())));
        assertOnlyWhatWasHonouredIsReceipted(trials);
        trials.forEach(HostilePartnerIT::assertNothingWasBelieved);

        trials.forEach(trial -> trial.partner().behave(Mode.OK));
        JsonNode balance = awaitBalance("the books settle", BalanceText::settled);
        for (Trial trial : trials) {
            assertThat(trial.partner().log().notices()).as(trial.mode().text()).containsAll(trial.noticeIds());
            assertThat(trial.partner().log().contradictory())
                    .as(trial.mode().text())
                    .isEmpty();
        }
        assertThat(balance.path("deliveries").path("receipted").asLong())
                .as("every delivery is receipted")
                .isEqualTo(balance.path("deliveries").path("total").asLong())
                .isEqualTo(honoured());
        assertThat(healthy.contradictory()).isEmpty();
        assertThat(healthy.refusals()).isEmpty();
    }

    private void assertOnlyWhatWasHonouredIsReceipted(List<Trial> trials) {
        JsonNode deliveries = awaitBalance(
                        "the books, while partners misbehave",
                        books -> books.path("inFlight").asLong() == 0
                                && books.path("deliveries").path("receipted").asLong() == honoured())
                .path("deliveries");
        long waiting = EACH * trials.stream().filter(trial -> !trial.isLate()).count();
        assertThat(deliveries.path("pending").asLong())
                .as("waits for its partner")
                .isEqualTo(waiting);
        assertThat(deliveries.path("total").asLong()).isEqualTo(honoured() + waiting);
    }

    private static void assertNothingWasBelieved(Trial trial) {
        String mode = trial.mode().text();
        if (!trial.isLate()) {
            assertThat(trial.partner().log().notices())
                    .as("receipts given out in %s", mode)
                    .doesNotContainAnyElementsOf(trial.noticeIds());
        }
        assertThat(trial.partner().log().outcomes())
                .as(mode)
                .doesNotContainKeys("handshake-accepted", "downgrade-accepted", "redirect-followed");
        if (trial.mode() == Mode.RETRY_AFTER_SECONDS || trial.mode() == Mode.RETRY_AFTER_DATE) {
            assertWaits(trial.partner(), trial.mode());
        }
    }

    /** As long as it was asked to, between two attempts at one delivery. */
    private static void assertWaits(HostilePartner partner, Mode mode) {
        Map<String, Instant> last = new LinkedHashMap<>();
        for (Entry entry : partner.met(mode)) {
            Instant before = last.put(entry.told().deliveryId(), entry.at());
            if (before != null) {
                assertThat(Duration.between(before, entry.at()))
                        .as(mode.text())
                        .isGreaterThan(HostilePartner.RETRY_AFTER.minusMillis(50));
            }
        }
    }

    /** Deliveries for which a partner has given out a receipt. */
    private long honoured() {
        return healthy.deliveries()
                + hostile.stream()
                        .mapToLong(partner -> partner.log().honoured().size())
                        .sum();
    }

    /** The books when they are exact and so. */
    private JsonNode awaitBalance(String what, Predicate<JsonNode> good) {
        return await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> management.get(ledger, "/balance").body(),
                        books -> BalanceText.exact(books) && good.test(books));
    }

    /** Some notices about a child in that country, each a case of its own. */
    private List<String> submit(String country) throws IOException {
        List<String> noticeIds = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            String incident = UUID.randomUUID().toString();
            String noticeId = UUID.randomUUID().toString();
            byte[] notice = sealing.bytes(new PlainNotice(
                    NoticeFixtures.extortion(SUBMITTER, CLOCK.instant())
                            .setNoticeId(noticeId)
                            .setIncidentKey(incident)
                            .setJurisdictionFacts(
                                    List.of(NoticeFixtures.fact(country, JurisdictionBasis.VICTIM_LOCATION)))
                            .setActors(List.of(NoticeFixtures.reportedPerson(1, incident), NoticeFixtures.child(2)))
                            .setContent(List.of(NoticeFixtures.content("item-1", incident)))
                            .build(),
                    Map.of()));
            ExchangeAnswer answer = submitter.submit(notice);
            assertThat(answer.accepted()).as(answer::reason).isTrue();
            noticeIds.add(noticeId);
        }
        return noticeIds;
    }

    private Participant healthy(ExchangePki pki, ExchangePki.Kit kit) {
        PartnerServer server = closing.add(HEALTHY, new PartnerServer(LocalParticipants.tls(kit), 0));
        server.answerWith(LocalParticipants.receiving(pki, HEALTHY, healthy, CLOCK));
        return Participants.partner(
                new Participants.Who(HEALTHY, HEALTHY, StakeholderKind.LAW_ENFORCEMENT, HEALTHY_COUNTRY),
                new Participants.Receives(
                        List.of(HEALTHY_COUNTRY), List.of(SectionKind.NARRATIVE), false, server.endpoint()),
                pki,
                kit);
    }
}
