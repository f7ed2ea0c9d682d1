package org.harborlight.processor.status;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.PeerIdentity;
import org.jspecify.annotations.Nullable;

/** Tells whether a TLS session belongs to a service of this exchange, by the directory as it stands now. Thread-safe. */
public final class ServiceCallers {
    private final PeerIdentities identities;
    private final Supplier<Directory> directory;

    public ServiceCallers(PeerIdentities identities, Supplier<Directory> directory) {
        this.identities = identities;
        this.directory = directory;
    }

    boolean isService(@Nullable SSLSession session) {
        return peer(session).filter(directory.get()::isService).isPresent();
    }

    private Optional<PeerIdentity> peer(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf
                    ? identities.identify(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
