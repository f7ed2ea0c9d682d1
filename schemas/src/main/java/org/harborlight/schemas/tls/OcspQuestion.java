package org.harborlight.schemas.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Asks a responder (OCSP, RFC 6960) whether one certificate is revoked. The issuer is named by SHA-1 digests, the only ones
 * that every responder knows (RFC 5019); nothing rests on them, since answers are signed. Immutable.
 */
public final class OcspQuestion {
    /** As long as RFC 9654 asks for. */
    private static final int NONCE_LENGTH = 32;

    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(OIWObjectIdentifiers.idSHA1, NISTObjectIdentifiers.id_sha256);

    private final X509Certificate issuer;
    private final BigInteger serial;
    private final byte[] nonce;

    /** A question with a nonce of its own. */
    public OcspQuestion(X509Certificate issuer, BigInteger serial, SecureRandom random) {
        this.issuer = issuer;
        this.serial = serial;
        this.nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
    }

    /** The URLs of the responders that a certificate names (RFC 5280, 4.2.2.1); none where that cannot be read. */
    public static List<String> responders(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
        if (extension == null) {
            return List.of();
        }
        try {
            return Stream.of(
                            AuthorityInformationAccess.getInstance(JcaX509ExtensionUtils.parseExtensionValue(extension))
                                    .getAccessDescriptions())
                    .filter(access -> access.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                    .map(AccessDescription::getAccessLocation)
                    .filter(location -> location.getTagNo() == GeneralName.uniformResourceIdentifier)
                    .map(location -> location.getName().toString())
                    .toList();
        } catch (IOException | RuntimeException malformed) {
            return List.of();
        }
    }

    /** What is sent to the responder. */
    public byte[] der() {
        try {
            return new OCSPReqBuilder()
                    .addRequest(new CertificateID(
                            digests().get(CertificateID.HASH_SHA1), new JcaX509CertificateHolder(issuer), serial))
                    .setRequestExtensions(new Extensions(
                            new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, encodedNonce())))
                    .build()
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | OCSPException | IOException e) {
            throw new IllegalStateException("cannot ask about a certificate", e);
        }
    }

    X509Certificate issuer() {
        return issuer;
    }

    /** Whether these bytes, the value of the extension, are the nonce that was sent. */
    boolean hasNonce(byte[] value) {
        return Arrays.equals(value, encodedNonce());
    }

    boolean isAbout(CertificateID id) {
        try {
            return id.getSerialNumber().equals(serial)
                    && DIGESTS.contains(id.getHashAlgOID())
                    && id.matchesIssuer(new JcaX509CertificateHolder(issuer), digests());
        } catch (OCSPException | GeneralSecurityException | OperatorCreationException another) {
            return false;
        }
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }

    private byte[] encodedNonce() {
        try {
            return new DEROctetString(nonce).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode a nonce", e);
        }
    }
}
