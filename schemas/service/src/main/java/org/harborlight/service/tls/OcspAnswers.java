package org.harborlight.service.tls;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.harborlight.schemas.tls.OcspAnswer;

/** The certificates that were asked for, as many as there is room for. Thread-safe. */
final class OcspAnswers {
    static final int MOST = 10_000;

    private record Key(String issuerSha256, BigInteger serial) {}

    private record Candidate(Key key, boolean revoked, Instant asked) {}

    private final Map<Key, OcspEntry> entries = new ConcurrentHashMap<>();
    private final Runnable added;

    /** @param added runs on the asking thread for each certificate that was not known */
    OcspAnswers(Runnable added) {
        this.added = added;
    }

    OcspEntry of(String issuerSha256, X509Certificate certificate, Instant now) {
        Key key = new Key(issuerSha256, certificate.getSerialNumber());
        OcspEntry known = entries.get(key);
        if (known != null && known.isKept(now)) {
            return known;
        }
        OcspEntry fresh = new OcspEntry(certificate, now);
        OcspEntry entry = entries.compute(key, (_, held) -> held != null && held.isKept(now) ? held : fresh);
        if (entry == fresh) {
            added.run();
        }
        return entry;
    }

    /** As if it had never been asked for. */
    void forget(OcspEntry entry) {
        entries.values().remove(entry);
    }

    /** What is to be fetched now; each must then be. */
    List<OcspEntry> due(Instant now) {
        return entries.values().stream().filter(entry -> entry.begin(now)).toList();
    }

    /** Forgets what is in use no longer; of too many, what was not asked for the longest, and what is revoked last. */
    void trim(Instant now) {
        entries.values().removeIf(entry -> !entry.isKept(now));
        int excess = entries.size() - MOST;
        if (excess > 0) {
            entries.entrySet().stream()
                    .map(entry -> new Candidate(
                            entry.getKey(),
                            entry.getValue().isRevoked(),
                            entry.getValue().asked()))
                    .sorted(Comparator.comparing(Candidate::revoked).thenComparing(Candidate::asked))
                    .limit(excess)
                    .forEach(oldest -> entries.remove(oldest.key()));
        }
    }

    int size() {
        return entries.size();
    }

    /** How many certificates have an answer. */
    long answered() {
        return entries.values().stream().filter(entry -> entry.answer() != null).count();
    }

    /** Age of the oldest answer that is kept fresh. */
    Duration age(Instant now) {
        return recent(now)
                .filter(entry -> !entry.isRevoked())
                .map(OcspEntry::answer)
                .filter(Objects::nonNull)
                .map(OcspAnswer::thisUpdate)
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, now))
                .orElse(Duration.ZERO);
    }

    /** Whether a certificate that somebody uses could not be asked for the last time. */
    boolean failing(Instant now) {
        return recent(now).anyMatch(entry -> entry.isFailing(now));
    }

    private Stream<OcspEntry> recent(Instant now) {
        return entries.values().stream().filter(entry -> entry.isRecent(now));
    }
}
