package org.harborlight.service.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.harborlight.schemas.tls.OcspAnswer;
import org.harborlight.schemas.tls.Revocation;
import org.jspecify.annotations.Nullable;

/**
 * What responders have said of one certificate, and when to ask them next. Revoked stays revoked; any other answer counts
 * until the next one is due and a grace after that. Asking does not block; thread-safe.
 */
final class OcspEntry {
    /** For which a certificate's answer is kept fresh though nobody asks for it. */
    private static final Duration RECENT = Duration.ofDays(1);
    /** However short an answer counts. */
    private static final Duration SOONEST = Duration.ofSeconds(10);

    private final X509Certificate certificate;
    private final RetryPause pause = new RetryPause();
    private volatile Instant asked;
    private volatile @Nullable OcspAnswer answer;
    private volatile String refused = "";
    private Instant due = Instant.MIN;
    private boolean underWay;

    OcspEntry(X509Certificate certificate, Instant now) {
        this.certificate = certificate;
        this.asked = now;
    }

    X509Certificate certificate() {
        return certificate;
    }

    Revocation ask(Instant now, Duration grace) {
        asked = now;
        return revocation(now, grace);
    }

    Revocation revocation(Instant now, Duration grace) {
        OcspAnswer held = answer;
        if (held == null) {
            return Revocation.UNKNOWN;
        }
        boolean over = held.status() != Revocation.REVOKED
                && now.isAfter(held.nextUpdate().plus(grace));
        return over ? Revocation.UNKNOWN : held.status();
    }

    /** True when it is to be fetched now, by the caller and nobody else until that has ended. */
    synchronized boolean begin(Instant now) {
        if (underWay || isRevoked() || !isRecent(now) || now.isBefore(due) || pause.isOn(now)) {
            return false;
        }
        underWay = true;
        return true;
    }

    /** False for an answer older than the one held, which stays as long as it is not over; but revoked is revoked. */
    synchronized boolean answered(OcspAnswer next, Instant now, Duration age) {
        OcspAnswer held = answer;
        if (held != null
                && next.status() != Revocation.REVOKED
                && next.thisUpdate().isBefore(held.thisUpdate())
                && !now.isAfter(held.nextUpdate())) {
            return false;
        }
        answer = next;
        refused = "";
        underWay = false;
        if (next.status() == Revocation.UNKNOWN) {
            // Of a certificate that is newer than what its responder knows.
            pause.begin(now);
        } else {
            pause.end();
            due = now.plus(refresh(Duration.between(now, next.nextUpdate()).dividedBy(2), age));
        }
        return true;
    }

    private static Duration refresh(Duration half, Duration age) {
        Duration sooner = half.compareTo(age) < 0 ? half : age;
        return sooner.compareTo(SOONEST) < 0 ? SOONEST : sooner;
    }

    /** True where the reason is not that of the time before. */
    synchronized boolean failed(String reason, Instant now) {
        boolean news = !reason.equals(refused);
        refused = reason;
        underWay = false;
        pause.begin(now);
        return news;
    }

    /** Nobody could be asked: it is due as it was. */
    synchronized void postponed(String reason) {
        refused = reason;
        underWay = false;
    }

    Instant asked() {
        return asked;
    }

    /** What nobody has asked for is not kept fresh, so it must not be believed either. */
    boolean isKept(Instant now) {
        return isRevoked() || isRecent(now);
    }

    boolean isRecent(Instant now) {
        return !asked.isBefore(now.minus(RECENT));
    }

    boolean isRevoked() {
        OcspAnswer held = answer;
        return held != null && held.status() == Revocation.REVOKED;
    }

    /** Of a certificate that has ended responders need not say anything. */
    boolean isFailing(Instant now) {
        return !refused.isEmpty() && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    @Nullable
    OcspAnswer answer() {
        return answer;
    }
}
