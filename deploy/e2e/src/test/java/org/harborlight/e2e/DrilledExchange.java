package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DirectoryPublisher;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Participants;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.PlainNotice;
import org.harborlight.standalone.submitter.SubmitterClient;

/**
 * An exchange with a desk that is pushed to, one that fetches, and somebody at its brokers. It knows which notice is for which
 * desk, each with a section of its own. For one thread.
 */
final class DrilledExchange implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of notices for the desk that is pushed to. */
    static final String PUSHED = "IE";
    /** Of notices for the desk that fetches. */
    static final String FETCHED = KillableExchange.FETCHING_COUNTRY;

    private static final String OTHER_SUBMITTER = "other-platform";
    static final String PUSHED_DESK = "e2e-desk";

    private final Closing closing = new Closing();
    private final KillableExchange exchange;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Set<String>> sent =
            new LinkedHashMap<>(Map.of(PUSHED, new LinkedHashSet<>(), FETCHED, new LinkedHashSet<>()));
    private final Submitter submitter;
    private Optional<Submitter> other = Optional.empty();

    /** Who sends. */
    record Submitter(SubmitterClient client, NoticeSealing sealing, LoadNotices notices) {}

    DrilledExchange(Path folder) {
        exchange = closing.add("exchange", new KillableExchange(folder, SeparateServices.Instances.ONE_EACH));
        submitter = new Submitter(
                exchange.clients().getFirst(), exchange.sealing(), notices(KillableExchange.submitterId(), 1));
        exchange.fetching().begin();
    }

    KillableExchange services() {
        return exchange;
    }

    Submitter submitter() {
        return submitter;
    }

    /** The one that was let in. */
    Submitter other() {
        return other.orElseThrow();
    }

    /** The operators let another submitter in. */
    void letIn() {
        ExchangePki.Kit kit = exchange.pki()
                .submitterKit(exchange.root().resolve("submitters").resolve(OTHER_SUBMITTER), OTHER_SUBMITTER);
        Participant entry = Participants.submitter(
                new Participants.Who(OTHER_SUBMITTER, "Other platform", StakeholderKind.PLATFORM, "IE"),
                exchange.pki(),
                kit);
        enter(entry);
        other = Optional.of(new Submitter(
                closing.add(
                        OTHER_SUBMITTER,
                        new SubmitterClient(exchange.services().gatewayUrls().getFirst(), LocalParticipants.tls(kit))),
                new NoticeSealing(
                        kit.signing(),
                        exchange.pki().secrets().sealing().publicEntry(Instant.EPOCH),
                        random,
                        InstantSource.system()),
                notices(OTHER_SUBMITTER, 2)));
    }

    /** Both operators sign it. */
    void enter(Participant entry) {
        DirectoryPublisher operators = new DirectoryPublisher(
                exchange.kafka(),
                exchange.formats().of(Topics.DIRECTORY, SignedEnvelope.class),
                loader(),
                exchange.pki().secrets().operators(),
                InstantSource.system());
        operators.load();
        operators.publish(List.of(entry));
    }

    /** As every service has it. */
    DirectoryLoader loader() {
        return new DirectoryLoader(
                exchange.pki().secrets().operatorPublicKeys(),
                exchange.pki().secrets().operators().begunWith().size());
    }

    private static LoadNotices notices(String submitterId, long seed) {
        return new LoadNotices(submitterId, new SplittableRandom(seed), submitterId + "-", Integer.MAX_VALUE);
    }

    /** A notice that is accepted; its id. */
    String submit(Submitter by, String country, boolean urgent) throws IOException {
        IncidentNotice.Builder notice = by.notices().about(country);
        if (urgent) {
            notice.setPriority(Priority.URGENT).setUrgencyBasis(UrgencyBasis.THREAT);
        }
        return submit(by, country, notice);
    }

    private String submit(Submitter by, String country, IncidentNotice.Builder notice) throws IOException {
        NarrativeSection told = NarrativeSection.newBuilder()
                .setLanguage("en")
                .setText(notice.getNoticeId())
                .build();
        ExchangeAnswer answer = by.client()
                .submit(by.sealing().bytes(new PlainNotice(notice.build(), Map.of(SectionKind.NARRATIVE, told))));
        assertThat(answer.accepted()).as(answer::reason).isTrue();
        sent.computeIfAbsent(country, _ -> new LinkedHashSet<>()).add(notice.getNoticeId());
        return notice.getNoticeId();
    }

    /** One more about the same person and the same picture as the others of this name, which all make one case. */
    String repeat(String person, String country) throws IOException {
        return submit(
                submitter,
                country,
                submitter
                        .notices()
                        .about(country)
                        .setActors(List.of(NoticeFixtures.reportedPerson(1, person), NoticeFixtures.child(2)))
                        .setContent(List.of(NoticeFixtures.content("item-1", person))));
    }

    /** Both lanes, both desks: everything that is sent now arrives, and opens with its desk's own key. */
    void assertGoesOn(Submitter by) throws IOException {
        for (boolean urgent : List.of(true, false)) {
            String pushed = submit(by, PUSHED, urgent);
            String fetched = submit(by, FETCHED, urgent);
            assertThat(opened(awaited(PUSHED, pushed), sealingKey(PUSHED_DESK))).isEqualTo(1);
            assertThat(opened(awaited(FETCHED, fetched), sealingKey(KillableExchange.FETCHING_DESK)))
                    .isEqualTo(1);
        }
        assertNothingDisclosed();
    }

    /** What came to the desk of that country about a notice. */
    DeliveryCheck.Genuine awaited(String country, String noticeId) {
        return await(noticeId)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> country.equals(PUSHED)
                                ? exchange.desk().genuine(noticeId)
                                : Optional.ofNullable(inbox().get(noticeId)),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** What the desk that fetches sees from the oldest delivery on, by notice. */
    Map<String, DeliveryCheck.Genuine> inbox() throws IOException {
        return exchange.readers().getFirst().from(Optional.empty()).byNotice();
    }

    /** Each desk got what is its own, all of it genuine, and nothing that is the other's. */
    void assertNothingDisclosed() throws IOException {
        Set<String> pushed = sent.getOrDefault(PUSHED, Set.of());
        Set<String> fetched = sent.getOrDefault(FETCHED, Set.of());
        assertThat(exchange.desk().notices()).isSubsetOf(pushed);
        assertThat(exchange.fetching().notices()).isSubsetOf(fetched);
        assertThat(inbox().keySet()).isSubsetOf(fetched);
        assertThat(exchange.desk().refusals()).isEmpty();
        assertThat(exchange.fetching().problems()).isEmpty();
        assertClosed(
                pushed.stream().map(exchange.desk()::genuine).flatMap(Optional::stream),
                KillableExchange.FETCHING_DESK);
        assertClosed(inbox().values().stream(), PUSHED_DESK);
    }

    private void assertClosed(Stream<DeliveryCheck.Genuine> deliveries, String to) {
        SealingKey key = sealingKey(to);
        assertThat(deliveries).allSatisfy(came -> assertThat(opened(came, key)).isZero());
    }

    /** How many sections of a delivery a key opens. */
    static int opened(DeliveryCheck.Genuine delivery, SealingKey key) {
        return new SectionOpener(key).open(delivery).sections().size();
    }

    SealingKey sealingKey(String deskId) {
        return KeyFiles.readSealingKey(
                exchange.root().resolve("partners").resolve(deskId).resolve("sealing.pem"));
    }

    @Override
    public void close() {
        closing.close();
    }
}
