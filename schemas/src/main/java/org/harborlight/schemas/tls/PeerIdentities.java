package org.harborlight.schemas.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.schemas.envelope.Sha256;

/** Finds the identity of a peer whose certificate TLS has already validated. Thread-safe; remembers certificates seen. */
public final class PeerIdentities {
    private static final int SAN_URI = 6;
    private static final int MAX_REMEMBERED = 10_000;

    private final List<X509Certificate> trustAnchors;
    private final ConcurrentHashMap<X509Certificate, Optional<PeerIdentity>> known = new ConcurrentHashMap<>();

    public PeerIdentities(List<X509Certificate> trustAnchors) {
        this.trustAnchors = List.copyOf(trustAnchors);
    }

    /** Empty where no trust anchor issued the certificate itself, or it does not name exactly one URI. */
    public Optional<PeerIdentity> identify(X509Certificate leaf) {
        if (known.size() > MAX_REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(leaf, this::find);
    }

    private Optional<PeerIdentity> find(X509Certificate leaf) {
        return uri(leaf).flatMap(uri -> issuer(leaf).map(issuer -> new PeerIdentity(issuer, uri)));
    }

    /** The trust anchor that issued the certificate itself, as in {@link PeerIdentity}; not remembered. */
    public Optional<String> issuer(X509Certificate leaf) {
        return anchor(leaf).map(anchor -> Sha256.hex(anchor.getPublicKey().getEncoded()));
    }

    /** The same as a certificate. */
    public Optional<X509Certificate> anchor(X509Certificate leaf) {
        return trustAnchors.stream().filter(anchor -> issued(anchor, leaf)).findFirst();
    }

    private static boolean issued(X509Certificate anchor, X509Certificate leaf) {
        try {
            leaf.verify(anchor.getPublicKey());
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException anotherKey) {
            return false;
        }
    }

    private static Optional<String> uri(X509Certificate leaf) {
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            List<String> uris = names.stream()
                    .filter(name -> Integer.valueOf(SAN_URI).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return uris.size() == 1 ? Optional.of(uris.getFirst()) : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }
}
