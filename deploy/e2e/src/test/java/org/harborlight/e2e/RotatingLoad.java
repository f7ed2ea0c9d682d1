package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.NoticeSealing;
import org.harborlight.standalone.submitter.SubmitterClient;

/**
 * A submitter that sends all the time, with whichever keys and certificate it has by then. Every answer but 202
 * with a genuine receipt is remembered as wrong; where there is none, the same bytes go to the next gateway. Keys are changed by one thread.
 */
final class RotatingLoad implements AutoCloseable {
    private static final int PAUSE_MILLIS = 50;
    private static final int MOST_REPEATS = 100;
    private static final int PEOPLE = 400;
    private static final List<String> COUNTRIES = List.of("IE", KillableExchange.FETCHING_COUNTRY, "DE");

    /** What it sends with. */
    private record Outfit(NoticeSealing sealing, List<SubmitterClient> clients) {}

    private final List<URI> gateways;
    private final PublishedKeys receipts;
    private final LoadNotices notices =
            new LoadNotices(KillableExchange.submitterId(), new SplittableRandom(27), "account-", PEOPLE);
    private final ConcurrentLinkedQueue<SubmitterClient> opened = new ConcurrentLinkedQueue<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("rotating-load").unstarted(this::send);
    private volatile Outfit outfit;
    private volatile String receiptKey = "";
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean ended;

    RotatingLoad(List<URI> gateways, SSLContext tls, NoticeSealing sealing, PublishedKeys receipts) {
        this.gateways = List.copyOf(gateways);
        this.receipts = receipts;
        this.outfit = new Outfit(sealing, clients(tls));
    }

    void begin() {
        thread.start();
    }

    void seals(NoticeSealing sealing) {
        outfit = new Outfit(sealing, outfit.clients());
    }

    void shows(SSLContext tls) {
        outfit = new Outfit(outfit.sealing(), clients(tls));
    }

    /** With the certificate that it has now. */
    SubmitterClient client() {
        return outfit.clients().getFirst();
    }

    /** Ids of what was accepted, in no order. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** How often there was no answer, and the same was sent to the next gateway. */
    int unanswered() {
        return unanswered.get();
    }

    /** Answers that should have been 202. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /**
     * Ends it; what is on its way is answered yet. Then each answer was the right one, the books balance, some desk was told of
     * every notice, and none has anything against what it got.
     */
    void endWith(KillableExchange exchange) throws InterruptedException {
        ended = true;
        thread.join();
        assertThat(wrong()).as("refused though it should have passed").isEmpty();
        assertThat(exchange.desk().refusals()).as("refused by the desk").isEmpty();
        new NothingLost(exchange).assertBalanceWith(accepted());
        Set<String> told = new HashSet<>(exchange.desk().notices());
        told.addAll(exchange.fetching().notices());
        assertThat(told).containsAll(accepted());
        assertThat(exchange.fetching().problems()).isEmpty();
    }

    /** From now on every receipt is of this key. */
    void receiptedBy(String keyId) {
        receiptKey = keyId;
    }

    /** One notice to each gateway, whoever signs it and whatever comes of it: the reasons, or "accepted". */
    Set<String> attempt(NoticeSealing sealing) throws IOException {
        Set<String> outcomes = new HashSet<>();
        for (SubmitterClient gateway : outfit.clients()) {
            IncidentNotice notice = notice(0);
            outcomes.add(keep(notice.getNoticeId(), gateway.submit(bytes(sealing, notice))));
        }
        return outcomes;
    }

    private void send() {
        for (int i = 0; !ended; i++) {
            IncidentNotice notice = notice(i);
            Outfit by = outfit;
            byte[] bytes = bytes(by.sealing(), notice);
            String outcome = submit(by, i, notice.getNoticeId(), bytes);
            if (!outcome.equals(AnswerTally.ACCEPTED)) {
                wrong.add(outcome);
            }
            Passing.of(Duration.ofMillis(PAUSE_MILLIS));
        }
    }

    private String submit(Outfit by, int first, String noticeId, byte[] bytes) {
        for (int turn = first; turn < first + MOST_REPEATS; turn++) {
            try {
                return keep(
                        noticeId, by.clients().get(turn % by.clients().size()).submit(bytes));
            } catch (IOException gatewayIsGone) {
                unanswered.incrementAndGet();
                Passing.of(Duration.ofMillis(PAUSE_MILLIS));
            }
        }
        return AnswerTally.NONE;
    }

    private String keep(String noticeId, ExchangeAnswer answer) {
        if (!answer.accepted()) {
            return answer.reason();
        }
        accepted.add(noticeId);
        if (!receipts.genuine(answer.body())
                || !new String(answer.body(), StandardCharsets.UTF_8).contains(receiptKey)) {
            wrong.add("bad-receipt");
        }
        return AnswerTally.ACCEPTED;
    }

    private static byte[] bytes(NoticeSealing sealing, IncidentNotice notice) {
        return sealing.bytes(LoadNotices.plain(notice));
    }

    private IncidentNotice notice(int number) {
        return notices.about(COUNTRIES.get(number % COUNTRIES.size())).build();
    }

    private List<SubmitterClient> clients(SSLContext tls) {
        List<SubmitterClient> clients =
                gateways.stream().map(url -> new SubmitterClient(url, tls)).toList();
        opened.addAll(clients);
        return clients;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        opened.forEach(SubmitterClient::close);
    }
}
