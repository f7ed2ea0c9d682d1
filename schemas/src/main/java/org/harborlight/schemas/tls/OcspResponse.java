package org.harborlight.schemas.tls;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;

/** A response of an OCSP responder, read to its end and not believed yet. Whatever can be malformed throws here. Immutable. */
final class OcspResponse {
    /** What a response says of one certificate. */
    record Single(CertificateID id, Revocation status, Instant thisUpdate, Optional<Instant> nextUpdate) {
        private static Single of(SingleResp single) {
            return new Single(
                    single.getCertID(),
                    status(single.getCertStatus()),
                    single.getThisUpdate().toInstant(),
                    Optional.ofNullable(single.getNextUpdate()).map(Date::toInstant));
        }

        /** Good is null there. */
        private static Revocation status(@Nullable CertificateStatus status) {
            if (status == null) {
                return Revocation.GOOD;
            }
            return status instanceof RevokedStatus ? Revocation.REVOKED : Revocation.UNKNOWN;
        }
    }

    private final BasicOCSPResp basic;
    private final List<Single> singles;
    private final List<X509CertificateHolder> certificates;
    private final Optional<Extension> nonce;
    private final boolean critical;

    private OcspResponse(BasicOCSPResp basic) {
        this.basic = basic;
        this.singles = Arrays.stream(basic.getResponses()).map(Single::of).toList();
        this.certificates = List.of(basic.getCerts());
        this.nonce = Optional.ofNullable(basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce));
        this.critical = Stream.concat(
                        Stream.of(critical(basic.getCriticalExtensionOIDs())),
                        Arrays.stream(basic.getResponses()).map(single -> critical(single.getCriticalExtensionOIDs())))
                .anyMatch(Boolean::booleanValue);
    }

    /** Throws IllegalArgumentException where the bytes are no response, or one without an answer. */
    static OcspResponse read(byte[] der) {
        Optional<OcspResponse> response = parse(der);
        if (response.isEmpty()) {
            throw new IllegalArgumentException("ocsp-refused");
        }
        return response.get();
    }

    private static Optional<OcspResponse> parse(byte[] der) {
        try {
            OCSPResp response = new OCSPResp(der);
            return response.getStatus() == OCSPResp.SUCCESSFUL
                    ? Optional.of(new OcspResponse((BasicOCSPResp) response.getResponseObject()))
                    : Optional.empty();
        } catch (IOException | OCSPException | RuntimeException malformed) {
            throw new IllegalArgumentException("not-ocsp", malformed);
        }
    }

    private static boolean critical(Set<?> extensions) {
        Set<Object> others = new HashSet<>(extensions);
        others.remove(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        return !others.isEmpty();
    }

    /** For what its signature is checked. */
    BasicOCSPResp basic() {
        return basic;
    }

    List<Single> singles() {
        return singles;
    }

    /** What may have signed it, as it says itself. */
    List<X509CertificateHolder> certificates() {
        return certificates;
    }

    Optional<byte[]> nonce() {
        return nonce.map(extension -> extension.getExtnValue().getOctets());
    }

    /** Whether it says something that must be understood and is not. */
    boolean critical() {
        return critical;
    }
}
