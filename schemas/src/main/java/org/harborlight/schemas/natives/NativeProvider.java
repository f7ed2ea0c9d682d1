package org.harborlight.schemas.natives;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native cryptography behind the JCA, where its libraries load: Conscrypt, which is BoringSSL, and the Amazon Corretto
 * Crypto Provider, which is AWS-LC. Neither is registered with the JVM: what does not ask for them here does not get them.
 */
public final class NativeProvider {
    private static final Logger LOG = LoggerFactory.getLogger(NativeProvider.class);
    private static final Optional<Provider> BORINGSSL = boringSsl();
    private static final Optional<Provider> AWS_LC = awsLc();

    private NativeProvider() {}

    /** What has HPKE; empty where there is none for this machine, and Bouncy Castle computes it. */
    public static Optional<Provider> ofHpke() {
        return BORINGSSL;
    }

    /** What has Ed25519, the fastest first; Bouncy Castle computes it where there is none. */
    public static List<Provider> ofEd25519() {
        return Stream.of(AWS_LC, BORINGSSL).flatMap(Optional::stream).toList();
    }

    private static Optional<Provider> boringSsl() {
        try {
            Conscrypt.checkAvailability();
            return Optional.of(Conscrypt.newProvider());
        } catch (LinkageError | RuntimeException unusable) {
            LOG.warn("no BoringSSL on this machine, sealed keys take two to three times as long", unusable);
            return Optional.empty();
        }
    }

    private static Optional<Provider> awsLc() {
        try {
            // Without it the provider has no factory of Ed25519 keys. It is read once, when the provider is loaded.
            System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            provider.assertHealthy();
            return Optional.of(provider);
        } catch (LinkageError | RuntimeException unusable) {
            LOG.info("no AWS-LC on this machine, signatures take half as long again", unusable);
            return Optional.empty();
        }
    }
}
