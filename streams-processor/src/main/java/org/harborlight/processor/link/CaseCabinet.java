package org.harborlight.processor.link;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.harborlight.processor.index.Digits;
import org.harborlight.processor.link.CaseFile.Progress;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.route.Holders;
import org.harborlight.processor.state.CaseState;
import org.harborlight.processor.state.StoredNotice;
import org.harborlight.schemas.Identifiers;

/**
 * The stores beside link: cases, their notices in order of arrival, which cases have held notices, whose digest is due
 * when, what desks answered, who has a case from the other lane, and when what is forgotten. Reads no more of a case than
 * a byte budget, newest first, and whatever waits for the digest. Used by the stream thread of one task.
 */
final class CaseCabinet {
    private static final byte[] MARK = {1};

    private final KeyValueStore<String, CaseState> cases;
    private final KeyValueStore<String, StoredNotice> notices;
    private final KeyValueStore<String, byte[]> held;
    private final KeyValueStore<String, String> ids;
    private final DigestIndex digests;
    private final AnswerBook answers;
    private final HolderBook elsewhere;
    private final ExpiryIndex expiry;
    private final CaseCodec codec;
    private final LaneBounds bounds;

    CaseCabinet(ProcessorContext<?, ?> context, CaseCodec codec, LaneContext lane, Identifiers identifiers) {
        this.bounds = lane.bounds();
        this.cases = context.getStateStore(Stores.CASES);
        this.notices = context.getStateStore(Stores.CASE_NOTICES);
        this.held = context.getStateStore(Stores.HELD_CASES);
        this.ids = context.getStateStore(Stores.CASE_IDS);
        this.digests = new DigestIndex(context.getStateStore(Stores.DIGESTS_DUE));
        this.answers = new AnswerBook(context, bounds.retention());
        this.elsewhere = new HolderBook(context.getStateStore(Stores.OTHER_LANE_HOLDERS), lane, identifiers);
        this.expiry = new ExpiryIndex(context.getStateStore(Stores.CASE_EXPIRY));
        this.codec = codec;
    }

    /** The case as far as a snapshot reaches. */
    Optional<CaseFile> find(String caseKey) {
        return find(caseKey, bounds.snapshotBytes());
    }

    /** The case with all its notices, as far as memory allows: for what concerns old ones too. */
    Optional<CaseFile> findWhole(String caseKey) {
        return find(caseKey, bounds.wholeCaseBytes());
    }

    /** Whether every notice that is stored of the case has been read with it. */
    boolean isWhole(CaseFile file) {
        List<CaseNotice> read = file.snapshot().notices();
        try (KeyValueIterator<String, StoredNotice> stored =
                notices.range(first(file.caseKey()), last(file.caseKey()))) {
            return !stored.hasNext()
                    || (!read.isEmpty()
                            && stored.peekNextKey()
                                    .equals(key(file.caseKey(), read.getLast().sequence())));
        }
    }

    /** The whole case of an id; empty where this task does not keep it. */
    Optional<CaseFile> findById(String caseId) {
        return Optional.ofNullable(ids.get(caseId)).flatMap(this::findWhole);
    }

    boolean keeps(String caseId) {
        return ids.get(caseId) != null;
    }

    DigestIndex digests() {
        return digests;
    }

    AnswerBook answers() {
        return answers;
    }

    /** Whether the lane has the case, and somebody has more of it from the other lane than from this one. */
    boolean isShortOfHolders(String caseKey) {
        CaseState known = cases.get(caseKey);
        return known != null
                && !Holders.of(known.getHolders(), known.getPointed()).cover(elsewhere.of(caseKey));
    }

    HolderBook elsewhere() {
        return elsewhere;
    }

    /**
     * The case with what desks answered and who has it from the other lane, which is kept whether or not the case is. After a
     * restore its versions go on above all that were given out before.
     */
    CaseFile complete(CaseFile file) {
        CaseFile answered = file.answered(answers.of(file.identity().caseId())).above(bounds.versionsBefore());
        // A rehearsal concerns nobody who has a real case.
        return file.identity().test() ? answered : answered.heldElsewhereBy(elsewhere.of(file.caseKey()));
    }

    private Optional<CaseFile> find(String caseKey, int budget) {
        return Optional.ofNullable(cases.get(caseKey))
                .map(state -> complete(codec.read(caseKey, state, newest(caseKey, budget, state.getWaitingFrom()))));
    }

    private List<CaseNotice> newest(String caseKey, int budget, long waitingFrom) {
        List<CaseNotice> newest = new ArrayList<>();
        int left = budget;
        try (KeyValueIterator<String, StoredNotice> stored = notices.reverseRange(first(caseKey), last(caseKey))) {
            while (stored.hasNext()) {
                KeyValue<String, StoredNotice> next = stored.next();
                long sequence = Long.parseLong(next.key.substring(caseKey.length() + 1));
                if (left <= 0 && (waitingFrom < 0 || sequence < waitingFrom)) {
                    break;
                }
                left -= next.value.getAccepted().remaining();
                newest.add(codec.read(sequence, next.value));
            }
        }
        return newest;
    }

    /** Stores a case and those of its notices that are new or changed. */
    void save(CaseFile file, List<CaseNotice> changed, Instant touched) {
        String caseKey = file.caseKey();
        Progress progress = file.progress();
        // Of a case that was never stored nothing else can stand here.
        boolean stored = progress.expiryDay() > 0;
        long day = expiry.move(caseKey, progress.expiryDay(), ExpiryIndex.day(touched, bounds.retention()));
        cases.put(
                caseKey,
                codec.write(file.with(
                        new Progress(progress.version(), progress.noticeCount(), progress.heldCount(), day))));
        String caseId = file.identity().caseId();
        if (!stored || ids.get(caseId) == null) {
            ids.put(caseId, caseKey);
        }
        changed.forEach(notice -> notices.put(key(caseKey, notice.sequence()), codec.write(notice)));
        digests.move(caseKey, file.allowance().indexedAt(), file.digestDue());
        if (progress.heldCount() > 0) {
            held.put(caseKey, MARK);
        } else if (stored && held.get(caseKey) != null) {
            held.delete(caseKey);
        }
    }

    /** Up to {@code limit} cases with held notices that come after {@code after}, in order of their keys. */
    List<String> heldAfter(String after, int limit) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = held.range(after, null)) {
            while (keys.size() < limit && entries.hasNext()) {
                String key = entries.next().key;
                if (!key.equals(after)) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    /**
     * What was forgotten.
     *
     * @param stillHeld notices that were held to the end
     * @param told keys of cases that the other lane knows somebody to have
     */
    record Forgotten(List<CaseNotice> stillHeld, List<String> told) {}

    /** Forgets cases that are due, at most {@code limit} notices in all. */
    Forgotten sweep(Instant now, int limit) {
        List<CaseNotice> stillHeld = new ArrayList<>();
        List<String> told = new ArrayList<>();
        int left = limit;
        for (ExpiryIndex.Due due : expiry.due(now, limit)) {
            left -= forgetNotices(due.key(), left, stillHeld);
            if (left <= 0) {
                break;
            }
            CaseState forgotten = cases.delete(due.key());
            if (forgotten != null) {
                ids.delete(forgotten.getCaseId());
                if (!forgotten.getHolders().isEmpty()) {
                    told.add(due.key());
                }
            }
            held.delete(due.key());
            expiry.remove(due);
            left--;
        }
        return new Forgotten(stillHeld, told);
    }

    private int forgetNotices(String caseKey, int limit, List<CaseNotice> stillHeld) {
        List<KeyValue<String, StoredNotice>> oldest = new ArrayList<>();
        try (KeyValueIterator<String, StoredNotice> stored = notices.range(first(caseKey), last(caseKey))) {
            while (oldest.size() < limit && stored.hasNext()) {
                oldest.add(stored.next());
            }
        }
        for (KeyValue<String, StoredNotice> one : oldest) {
            notices.delete(one.key);
            if (one.value.getHeld()) {
                stillHeld.add(codec.read(0, one.value));
            }
        }
        return oldest.size();
    }

    private static String key(String caseKey, long sequence) {
        return caseKey + "/" + Digits.of(sequence, Digits.LONG);
    }

    private static String first(String caseKey) {
        return key(caseKey, 0);
    }

    private static String last(String caseKey) {
        return key(caseKey, Long.MAX_VALUE);
    }
}
