package org.harborlight.standalone.directory;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.tls.PeerIdentities;

/** The identity that a certificate stands for. Stateless. */
public final class CertificateIdentity {
    private CertificateIdentity() {}

    /** Throws IllegalArgumentException where none of the authorities issued it, or it does not name exactly one URI. */
    public static TlsIdentity of(X509Certificate certificate, List<X509Certificate> authorities) {
        return new PeerIdentities(authorities)
                .identify(certificate)
                .map(found ->
                        new TlsIdentity(ByteBuffer.wrap(HexFormat.of().parseHex(found.issuerSha256())), found.sanUri()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "not issued by the authority given, or without exactly one URI as its name"));
    }
}
