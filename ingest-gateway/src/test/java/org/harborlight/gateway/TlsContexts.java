package org.harborlight.gateway;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.harborlight.schemas.tls.IssuedCertificate;
import org.jspecify.annotations.Nullable;

/** TLS contexts of the JDK from certificates made for one run. Keys stay in memory. */
final class TlsContexts {
    private static final char[] NO_PASSWORD = new char[0];

    private TlsContexts() {}

    /**
     * Trusts one authority only.
     *
     * @param own shown to the other side; null shows none
     */
    static SSLContext of(@Nullable IssuedCertificate own, X509Certificate authority) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            KeyStore ownStore = emptyStore();
            if (own != null) {
                ownStore.setKeyEntry(
                        "own", own.keyPair().getPrivate(), NO_PASSWORD, new Certificate[] {own.certificate()});
            }
            keys.init(ownStore, NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            KeyStore trustStore = emptyStore();
            trustStore.setCertificateEntry("authority", authority);
            trust.init(trustStore);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
