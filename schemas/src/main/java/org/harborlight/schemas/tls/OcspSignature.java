package org.harborlight.schemas.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.DefaultSignatureNameFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * Whether a response was signed by the issuer itself, or by a responder to whom the issuer gave that purpose, directly and
 * for the time being (RFC 6960, 4.2.2.2).
 */
final class OcspSignature {
    /** Each costs the verification of a signature. */
    private static final int MOST_CERTIFICATES = 4;

    private static final int DIGITAL_SIGNATURE = 0;
    private static final Pattern STRONG = Pattern.compile("SHA(256|384|512)WITH(RSA|ECDSA)|ED25519|ED448");

    private OcspSignature() {}

    static boolean holds(OcspResponse response, X509Certificate issuer, Instant now) {
        BasicOCSPResp signed = response.basic();
        return isStrong(signed.getSignatureAlgorithmID())
                && Stream.concat(
                                Stream.of(issuer.getPublicKey()),
                                response.certificates().stream()
                                        .limit(MOST_CERTIFICATES)
                                        .flatMap(certificate -> delegate(certificate, issuer, now)))
                        .anyMatch(key -> verifies(signed, key));
    }

    /** The key of the certificate where it may sign for the issuer. */
    private static Stream<PublicKey> delegate(X509CertificateHolder certificate, X509Certificate issuer, Instant now) {
        try {
            X509Certificate responder = new JcaX509CertificateConverter().getCertificate(certificate);
            List<String> purposes = responder.getExtendedKeyUsage();
            if (purposes == null
                    || !purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId())
                    || !responder.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                    || !isStrong(certificate.getSignatureAlgorithm())
                    || responder.hasUnsupportedCriticalExtension()
                    || (responder.getKeyUsage() != null && !responder.getKeyUsage()[DIGITAL_SIGNATURE])) {
                return Stream.empty();
            }
            responder.checkValidity(Date.from(now));
            responder.verify(issuer.getPublicKey());
            return Stream.of(responder.getPublicKey());
        } catch (GeneralSecurityException | RuntimeException notDelegated) {
            return Stream.empty();
        }
    }

    private static boolean verifies(BasicOCSPResp signed, PublicKey key) {
        try {
            return signed.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (OCSPException | OperatorCreationException | RuntimeException anotherKey) {
            return false;
        }
    }

    /** Of SHA-1 and older digests two contents can be made that have the same. */
    private static boolean isStrong(AlgorithmIdentifier algorithm) {
        try {
            return STRONG.matcher(new DefaultSignatureNameFinder()
                            .getAlgorithmName(algorithm)
                            .toUpperCase(Locale.ROOT))
                    .matches();
        } catch (RuntimeException unsoundParameters) {
            return false;
        }
    }
}
