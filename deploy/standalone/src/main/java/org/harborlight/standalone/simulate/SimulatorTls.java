package org.harborlight.standalone.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.harborlight.standalone.pki.LocalAuthority;
import org.harborlight.standalone.pki.MutualTls;

/**
 * The certificates that a simulator shows.
 *
 * @param good its own
 * @param expired of the same authority and name; there only where the authority is at hand
 * @param otherName of the same authority; there only where the authority is at hand
 */
public record SimulatorTls(SSLContext good, Optional<SSLContext> expired, Optional<SSLContext> otherName) {
    private static final Duration LONG_AGO = Duration.ofDays(100);
    private static final String ELSEWHERE = "elsewhere.invalid";

    /** Without the modes that need a certificate made for them. */
    public static SimulatorTls only(SSLContext good) {
        return new SimulatorTls(good, Optional.empty(), Optional.empty());
    }

    /**
     * With all of them; the bad ones are made below a folder.
     *
     * @param authority that issued the good one
     * @param trust whose client certificates are let in, PEM
     */
    public static SimulatorTls of(
            SSLContext good, String partnerId, LocalAuthority authority, Path trust, Path folder, InstantSource clock) {
        Path expired = folder.resolve("expired");
        Path otherName = folder.resolve("other-name");
        authority.by(() -> clock.instant().minus(LONG_AGO)).issue(expired, partnerId);
        authority.issue(otherName, partnerId, List.of(ELSEWHERE), List.of());
        return new SimulatorTls(good, Optional.of(context(expired, trust)), Optional.of(context(otherName, trust)));
    }

    /** The context to shake hands with in a mode; throws where it was not made. */
    SSLContext in(Mode mode) {
        if (mode == Mode.EXPIRED_CERTIFICATE) {
            return made(expired, mode);
        }
        return mode == Mode.WRONG_SAN ? made(otherName, mode) : good;
    }

    /** Whether a mode can be simulated. */
    public boolean allows(Mode mode) {
        boolean needsAuthority = mode == Mode.EXPIRED_CERTIFICATE || mode == Mode.WRONG_SAN;
        return !needsAuthority || (expired.isPresent() && otherName.isPresent());
    }

    private static SSLContext made(Optional<SSLContext> context, Mode mode) {
        return context.orElseThrow(() -> new IllegalArgumentException(
                "mode " + mode.text() + " needs the authority that issues the simulator's certificates"));
    }

    private static SSLContext context(Path folder, Path trust) {
        return MutualTls.context(folder.resolve("certificate.pem"), folder.resolve("key.pem"), trust);
    }
}
