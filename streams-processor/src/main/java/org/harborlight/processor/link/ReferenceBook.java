package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.state.ReferenceCase;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.processor.state.Withdrawal;
import org.harborlight.schemas.KnownReference;
import org.jspecify.annotations.Nullable;

/**
 * What a lane remembers of references: every notice id with the digests seen under it, and the case key. Everything is
 * forgotten after the retention, by an expiry index. Used by the stream thread of one task.
 */
final class ReferenceBook {
    private static final String NOTICE = "n/";
    private static final String REFERENCE = "r/";
    /** A conflict beyond these is still a conflict; only its replay is no longer told apart. */
    private static final int MAX_DIGESTS = 16;

    private final KeyValueStore<String, SeenNotice> seen;
    private final KeyValueStore<String, ReferenceCase> cases;
    private final KeyValueStore<String, KnownReference> otherLane;
    private final ExpiryIndex expiry;
    private final Duration retention;

    ReferenceBook(ProcessorContext<?, ?> context, Duration retention) {
        this.seen = context.getStateStore(Stores.SEEN_NOTICES);
        this.cases = context.getStateStore(Stores.REFERENCE_CASES);
        this.otherLane = context.getStateStore(Stores.OTHER_LANE_REFERENCES);
        this.expiry = new ExpiryIndex(context.getStateStore(Stores.REFERENCE_EXPIRY));
        this.retention = retention;
    }

    /** What a sweep forgot. */
    record Forgotten(@Nullable String reference, @Nullable SeenNotice notice) {}

    Optional<SeenNotice> seen(NoticeRef id) {
        return Optional.ofNullable(seen.get(id.key()));
    }

    /** Case key of the reference here, else on the other lane. */
    Optional<String> caseKey(String reference) {
        return caseKey(reference, here(reference));
    }

    /** The same, where it is known already what stands here. */
    Optional<String> caseKey(String reference, @Nullable ReferenceCase here) {
        return here == null
                ? Optional.ofNullable(otherLane.get(reference)).map(KnownReference::getCaseKey)
                : Optional.of(here.getCaseKey());
    }

    /** What this lane knows of the reference. */
    @Nullable
    ReferenceCase here(String reference) {
        return cases.get(reference);
    }

    /** @param before what stands {@link #here} */
    void rememberCase(String reference, String caseKey, @Nullable ReferenceCase before, Instant at) {
        long day = expiry.move(
                REFERENCE + reference, before == null ? 0 : before.getExpiryDay(), ExpiryIndex.day(at, retention));
        if (before == null || before.getExpiryDay() != day) {
            cases.put(reference, new ReferenceCase(caseKey, day));
        }
    }

    /** Remembers that the reference has another case from now on; what was seen of it stays. */
    void moveCase(String reference, String caseKey, Instant at) {
        ReferenceCase before = cases.get(reference);
        long day = expiry.move(
                REFERENCE + reference, before == null ? 0 : before.getExpiryDay(), ExpiryIndex.day(at, retention));
        cases.put(reference, new ReferenceCase(caseKey, day));
    }

    /** Remembers the digest under the id, and where the notice lives. */
    void rememberNotice(NoticeRef id, SeenNotice.Builder notice, ByteBuffer digest, Instant at) {
        List<ByteBuffer> digests = new ArrayList<>(notice.getDigests());
        if (digests.size() < MAX_DIGESTS) {
            digests.add(digest);
        }
        put(id, notice.setDigests(digests), at);
    }

    /** Remembers that the notice is withdrawn before it comes. */
    void rememberWithdrawal(NoticeRef withdrawn, String submitterId, Withdrawal withdrawal, Instant at) {
        SeenNotice.Builder notice = seen(withdrawn).map(SeenNotice::newBuilder).orElseGet(() -> unseen(submitterId));
        put(withdrawn, notice.setWithdrawal(withdrawal), at);
    }

    static SeenNotice.Builder unseen(String submitterId) {
        return SeenNotice.newBuilder()
                .setDigests(List.of())
                .setSubmitterId(submitterId)
                .setExpiryDay(0);
    }

    private void put(NoticeRef id, SeenNotice.Builder notice, Instant at) {
        long day = expiry.move(NOTICE + id.key(), notice.getExpiryDay(), ExpiryIndex.day(at, retention));
        seen.put(id.key(), notice.setExpiryDay(day).build());
    }

    /** Forgets up to {@code limit} entries that are due, and says what it forgot. */
    List<Forgotten> sweep(Instant now, int limit) {
        List<Forgotten> forgotten = new ArrayList<>();
        for (ExpiryIndex.Due due : expiry.due(now, limit)) {
            expiry.remove(due);
            String key = due.key();
            forgotten.add(
                    key.startsWith(NOTICE)
                            ? new Forgotten(null, seen.delete(key.substring(NOTICE.length())))
                            : forgetReference(key.substring(REFERENCE.length())));
        }
        return forgotten;
    }

    private Forgotten forgetReference(String reference) {
        cases.delete(reference);
        return new Forgotten(reference, null);
    }
}
