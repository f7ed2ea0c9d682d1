package org.harborlight.schemas.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs the revocation lists of a {@link CertificateAuthority}. */
public final class RevocationListSigner {
    public static final String PEM_LABEL = "X509 CRL";

    private final CertificateAuthority authority;

    public RevocationListSigner(CertificateAuthority authority) {
        this.authority = authority;
    }

    /**
     * A complete list.
     *
     * @param number greater than that of every list before
     */
    public X509CRL sign(
            BigInteger number, Instant thisUpdate, Instant nextUpdate, Collection<RevokedCertificate> revoked) {
        try {
            X509v2CRLBuilder list = new JcaX509v2CRLBuilder(authority.certificate(), Date.from(thisUpdate));
            list.setNextUpdate(Date.from(nextUpdate));
            list.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(
                                    authority.certificate().getPublicKey()));
            list.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
            revoked.forEach(entry -> list.addCRLEntry(entry.serial(), Date.from(entry.at()), entry.reason()));
            return new JcaX509CRLConverter()
                    .getCRL(list.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(authority.keyPair().getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot sign a revocation list", e);
        }
    }

    /** The same as PEM. */
    public String pem(
            BigInteger number, Instant thisUpdate, Instant nextUpdate, Collection<RevokedCertificate> revoked) {
        try {
            return PemFiles.encode(
                    PEM_LABEL, sign(number, thisUpdate, nextUpdate, revoked).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encode a revocation list", e);
        }
    }
}
