package org.harborlight.service.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges every new connection by the newest authorities. A server whose certificate is revoked, or of which nobody can say
 * so, is refused in the handshake; a client is told on its request, with a reason, and whether it is revoked is asked for at
 * once. Thread-safe.
 */
final class LiveTrustManager extends X509ExtendedTrustManager {
    private final TlsPeers peers;
    private volatile X509ExtendedTrustManager now;

    LiveTrustManager(X509ExtendedTrustManager first, TlsPeers peers) {
        this.now = first;
        this.peers = peers;
    }

    void use(X509ExtendedTrustManager next) {
        now = next;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        now.checkClientTrusted(chain, type, engine);
        peers.expect(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        now.checkClientTrusted(chain, type, socket);
        peers.expect(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        now.checkClientTrusted(chain, type);
        peers.expect(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        now.checkServerTrusted(chain, type, engine);
        checkNotRevoked(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        now.checkServerTrusted(chain, type, socket);
        checkNotRevoked(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        now.checkServerTrusted(chain, type);
        checkNotRevoked(chain[0]);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return now.getAcceptedIssuers();
    }

    private void checkNotRevoked(X509Certificate leaf) throws CertificateException {
        switch (peers.revocation(leaf)) {
            case GOOD -> {}
            case REVOKED -> throw new CertificateException("certificate-revoked");
            case UNKNOWN -> throw new CertificateException("revocation-unknown");
        }
    }
}
