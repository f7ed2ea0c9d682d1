package org.harborlight.schemas.tls;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The revocation lists of all authorities at one moment. A list counts until its next one is due and a grace after that;
 * then, and where an authority has no list, its certificates are unknown. Immutable; one look-up a question.
 */
public final class Revocations {
    private final boolean asked;
    private final Map<String, RevocationList> lists;
    private final Duration grace;

    private Revocations(boolean asked, Map<String, RevocationList> lists, Duration grace) {
        this.asked = asked;
        this.lists = lists;
        this.grace = grace;
    }

    /** Nobody keeps lists: every certificate is good until it ends. */
    public static Revocations none() {
        return new Revocations(false, Map.of(), Duration.ZERO);
    }

    /** Lists say nothing of any certificate. */
    public static Revocations unknown() {
        return of(List.of(), Duration.ZERO);
    }

    /** At most one list an authority. */
    public static Revocations of(Collection<RevocationList> lists, Duration grace) {
        return new Revocations(
                true,
                lists.stream().collect(Collectors.toUnmodifiableMap(RevocationList::issuerSha256, Function.identity())),
                grace);
    }

    /** Revoked for good, however old the list is that says so. */
    public Revocation of(String issuerSha256, BigInteger serial, Instant now) {
        if (!asked) {
            return Revocation.GOOD;
        }
        RevocationList list = lists.get(issuerSha256);
        if (list == null) {
            return Revocation.UNKNOWN;
        }
        if (list.revoked().contains(serial)) {
            return Revocation.REVOKED;
        }
        return now.isAfter(list.nextUpdate().plus(grace)) ? Revocation.UNKNOWN : Revocation.GOOD;
    }

    public Optional<RevocationList> list(String issuerSha256) {
        return Optional.ofNullable(lists.get(issuerSha256));
    }

    public List<RevocationList> lists() {
        return List.copyOf(lists.values());
    }
}
