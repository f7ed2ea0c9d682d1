package org.harborlight.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NoticeKind;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.UrgencyBasis;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.PlainNotice;

/**
 * A submitter that sends at a steady pace, to all gateways in turn, and, as the contract asks of it, repeats the same
 * bytes until they are accepted. Where there are several gateways, every third notice goes to two of them at once.
 * Everything it sends follows from the seed but the sealing; the people in it are in no other seed's notices, so that no
 * case outgrows the cap however many loads one exchange has seen. Used by one test at a time.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int PER_SECOND = 20;
    private static final int PEOPLE = 40;
    /** Each notice keeps a thread until it is accepted. */
    private static final int MOST_AT_ONCE = 64;

    /** Of so many notices of a mixed load one corrects, and another one takes back, what an earlier one said. */
    private static final int MIX = 10;
    /** The first ones refer to nothing. */
    private static final int FIRST = 8;

    private static final long RETRY_MILLIS = 250;
    private static final long GIVE_UP_MILLIS = 120_000;

    private final KillableExchange exchange;
    private final List<String> countries;
    private final SplittableRandom random;
    private final LoadNotices notices;
    private final ScheduledExecutorService pace = Executors.newScheduledThreadPool(MOST_AT_ONCE);
    private final Map<String, Integer> attempts = new LinkedHashMap<>();
    private final List<AnswerTally> tallies = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> sent = new LinkedHashMap<>();
    private final Map<String, Set<String>> receiptIds = new LinkedHashMap<>();

    /** @param countries that the notices are about, one each */
    SteadyLoad(KillableExchange exchange, long seed, List<String> countries) {
        this.countries = List.copyOf(countries);
        this.exchange = exchange;
        this.random = new SplittableRandom(seed);
        this.notices = new LoadNotices(
                KillableExchange.submitterId(), random, "account-" + Long.toHexString(seed) + "-", PEOPLE);
    }

    /**
     * Ids of notices that were sent, each with a future that ends when it was accepted.
     *
     * @param withdrawals ids of notices that were taken back, each by the notice that does it
     * @param sealed ids of those that have a sealed text and are not taken back
     */
    record Running(
            List<String> noticeIds, Map<String, String> withdrawals, Set<String> sealed, List<Future<?>> accepted) {
        void await() throws Exception {
            for (Future<?> one : accepted) {
                one.get(GIVE_UP_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Begins to send notices that are all new, and returns. */
    Running begin(int count) {
        return begin(fresh(count), LoadNotices::plain);
    }

    /** The same, with nothing sealed into them: the gateway has no keys to store before the notice. */
    Running beginBare(int count) {
        return begin(fresh(count), notice -> new PlainNotice(notice, Map.of()));
    }

    private List<IncidentNotice> fresh(int count) {
        return IntStream.range(0, count).mapToObj(_ -> notice()).toList();
    }

    /**
     * Begins to send, and returns. Some of them correct an earlier one or take it back, sometimes on the other lane; such a one is
     * sent once the earlier one is accepted.
     */
    Running beginMixed(int count) {
        List<IncidentNotice> all = new ArrayList<>();
        Set<String> referred = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int draw = i < FIRST ? MIX : random.nextInt(MIX);
            IncidentNotice earlier = all.isEmpty() ? notice() : all.get(random.nextInt(all.size()));
            boolean fresh = draw > 1 || earlier.getKind() != NoticeKind.NEW || !referred.add(earlier.getNoticeId());
            all.add(fresh ? notice() : drawn(draw == 0 ? notices.correcting(earlier) : notices.retracting(earlier)));
        }
        return begin(all, LoadNotices::plain);
    }

    private Running begin(List<IncidentNotice> all, Function<IncidentNotice, PlainNotice> plain) {
        Map<String, String> withdrawals = new LinkedHashMap<>();
        Set<String> sealed = new LinkedHashSet<>();
        Map<String, Future<?>> accepted = new LinkedHashMap<>();
        List<Future<?>> again = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            IncidentNotice notice = all.get(i);
            String noticeId = notice.getNoticeId();
            PlainNotice content = plain.apply(notice);
            byte[] bytes = exchange.sealing().bytes(content);
            sent.put(noticeId, bytes);
            if (!content.sections().isEmpty()) {
                sealed.add(noticeId);
            }
            if (notice.getKind() == NoticeKind.RETRACTION) {
                withdrawals.put(notice.getRefersTo(), noticeId);
            }
            Optional<Future<?>> earlier =
                    Optional.ofNullable(notice.getRefersTo()).map(accepted::get);
            long after = i * 1000L / PER_SECOND;
            int gateway = i;
            accepted.put(
                    noticeId,
                    pace.schedule(() -> submit(gateway, noticeId, bytes, earlier), after, TimeUnit.MILLISECONDS));
            if (exchange.clients().size() > 1 && i % 3 == 0) {
                again.add(pace.schedule(
                        () -> submit(gateway + 1, noticeId, bytes, earlier), after, TimeUnit.MILLISECONDS));
            }
        }
        again.addAll(accepted.values());
        sealed.removeAll(withdrawals.keySet());
        return new Running(List.copyOf(accepted.keySet()), withdrawals, sealed, again);
    }

    /** Sends the same bytes of these notices once more, and returns when they are accepted again. */
    void repeat(List<String> noticeIds) throws InterruptedException {
        for (String noticeId : noticeIds) {
            submit(0, noticeId, Objects.requireNonNull(sent.get(noticeId)));
        }
    }

    /** The ids of all receipts that were given for a notice. */
    synchronized Set<String> receiptIds(String noticeId) {
        return Set.copyOf(receiptIds.getOrDefault(noticeId, Set.of()));
    }

    /** How often notices were sent beyond the first time. */
    synchronized int repeats() {
        return attempts.values().stream().mapToInt(times -> times - 1).sum();
    }

    /** The answers to what is sent from now on. */
    AnswerTally tally() {
        AnswerTally tally = new AnswerTally();
        tallies.add(tally);
        return tally;
    }

    private void answered(long begunNanos, String answer) {
        tallies.forEach(tally -> tally.add(begunNanos, answer));
    }

    /** How often the one of these notices was sent that was sent the fewest times. */
    synchronized int fewestAttempts(List<String> noticeIds) {
        return noticeIds.stream()
                .mapToInt(noticeId -> attempts.getOrDefault(noticeId, 0))
                .min()
                .orElse(0);
    }

    private IncidentNotice notice() {
        return drawn(notices.about(countries.get(random.nextInt(countries.size()))));
    }

    private IncidentNotice drawn(IncidentNotice.Builder notice) {
        boolean urgent = random.nextInt(4) == 0;
        return notice.setPriority(urgent ? Priority.URGENT : Priority.STANDARD)
                .setUrgencyBasis(urgent ? UrgencyBasis.THREAT : null)
                .build();
    }

    private Void submit(int first, String noticeId, byte[] bytes, Optional<Future<?>> earlier)
            throws InterruptedException, ExecutionException {
        if (earlier.isPresent()) {
            earlier.get().get();
        }
        return submit(first, noticeId, bytes);
    }

    private Void submit(int first, String noticeId, byte[] bytes) throws InterruptedException {
        for (int gateway = first; true; gateway++) {
            synchronized (this) {
                attempts.merge(noticeId, 1, Integer::sum);
            }
            long began = System.nanoTime();
            try {
                ExchangeAnswer answer = exchange.clients()
                        .get(gateway % exchange.clients().size())
                        .submit(bytes);
                answered(began, answer.accepted() ? AnswerTally.ACCEPTED : answer.status() + " " + answer.reason());
                if (answer.accepted()) {
                    keep(noticeId, answer);
                    return null;
                }
                if (!answer.retryable()) {
                    throw new IllegalStateException("refused: " + answer.reason());
                }
            } catch (IOException noAnswer) {
                // It may have been accepted: the same bytes again.
                answered(began, AnswerTally.NONE);
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private synchronized void keep(String noticeId, ExchangeAnswer answer) {
        byte[] payload =
                Bytes.copy(DsseJson.read(answer.body(), answer.body().length).getPayload());
        receiptIds
                .computeIfAbsent(noticeId, _ -> new LinkedHashSet<>())
                .add(AcceptanceReceipt.fromJson(payload).receiptId());
    }

    @Override
    public void close() {
        pace.shutdownNow();
    }
}
