package org.harborlight.schemas.tls;

import java.time.Duration;
import java.time.Instant;

/**
 * What the issuer of a certificate says of it through a responder (OCSP, RFC 6960), signed and bounded in time.
 *
 * @param nextUpdate when a newer answer is there at the latest
 */
public record OcspAnswer(Revocation status, Instant thisUpdate, Instant nextUpdate) {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /**
     * Reads a response. One without a nonce is taken, since many responders sign in advance: its age bounds it then.
     *
     * @param withoutEnd how long an answer counts that does not say so itself
     * @throws IllegalArgumentException with a reason code when it is not to be believed
     */
    public static OcspAnswer read(byte[] der, OcspQuestion question, Instant now, Duration withoutEnd) {
        OcspResponse response = OcspResponse.read(der);
        check(OcspSignature.holds(response, question.issuer(), now), "ocsp-unsigned");
        check(!response.critical(), "ocsp-critical");
        check(response.nonce().map(question::hasNonce).orElse(true), "ocsp-nonce");
        OcspAnswer answer = response.singles().stream()
                .filter(single -> question.isAbout(single.id()))
                .findFirst()
                .map(single -> new OcspAnswer(
                        single.status(),
                        single.thisUpdate(),
                        single.nextUpdate().orElse(single.thisUpdate().plus(withoutEnd))))
                .orElseThrow(() -> new IllegalArgumentException("ocsp-of-another"));
        check(!answer.thisUpdate().isAfter(now.plus(CLOCK_SKEW)), "ocsp-of-the-future");
        check(!answer.nextUpdate().isBefore(now), "ocsp-stale");
        return answer;
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }
}
