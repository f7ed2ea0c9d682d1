package org.harborlight.service;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.PemFiles;

/**
 * The PEM files of a TLS endpoint: its own certificate chain, the PKCS#8 key, and the authorities it trusts. Every
 * endpoint of the exchange speaks TLS 1.3 (1.2 allowed) and both sides show a certificate. There is no switch that
 * loosens this.
 */
public record TlsFiles(Path certificate, Path key, Path trust) {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** For a listener: a client certificate is required, HTTP/2 offered, no session tickets. */
    public ServerSSLOptions serverOptions() {
        // Read by JSSE when a context is made: a resumed session would not show its certificate again.
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        return new ServerSSLOptions()
                .setKeyCertOptions(keyAndCertificate())
                .setTrustOptions(trusted())
                .setClientAuth(ClientAuth.REQUIRED)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    /** For a client: shows its certificate and verifies the name of the server. */
    public ClientSSLOptions clientOptions() {
        return new ClientSSLOptions()
                .setKeyCertOptions(keyAndCertificate())
                .setTrustOptions(trusted())
                .setHostnameVerificationAlgorithm("HTTPS")
                .setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    /** Tells which directory identity a peer's certificate stands for, among the trusted authorities. */
    public PeerIdentities identities() {
        return new PeerIdentities(PemFiles.readCertificates(trust));
    }

    /** What cannot be read, by name of the file; empty when all is well. */
    List<String> unreadable() {
        return List.of(certificate, key, trust).stream()
                .filter(file -> !Files.isReadable(file))
                .map(Path::toString)
                .toList();
    }

    private PemKeyCertOptions keyAndCertificate() {
        return new PemKeyCertOptions().addCertPath(certificate.toString()).addKeyPath(key.toString());
    }

    private PemTrustOptions trusted() {
        return new PemTrustOptions().addCertPath(trust.toString());
    }
}
