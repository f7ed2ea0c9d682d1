package org.harborlight.schemas.natives;

import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conscrypt, which is BoringSSL behind the JCA, where its native library loads. It is never registered with the JVM: what
 * does not ask for it here does not get it.
 */
public final class NativeProvider {
    private static final Logger LOG = LoggerFactory.getLogger(NativeProvider.class);
    private static final Optional<Provider> FOUND = find();

    private NativeProvider() {}

    /** Empty where there is none for this machine; Bouncy Castle then computes everything. */
    public static Optional<Provider> found() {
        return FOUND;
    }

    private static Optional<Provider> find() {
        try {
            Conscrypt.checkAvailability();
            return Optional.of(Conscrypt.newProvider());
        } catch (LinkageError | RuntimeException unusable) {
            LOG.warn(
                    "no native cryptography on this machine, Bouncy Castle takes two to three times as long", unusable);
            return Optional.empty();
        }
    }
}
