package org.harborlight.schemas.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** What a responder would say: of one certificate, good, from now on for a day, unless told otherwise. For one thread. */
public final class OcspDraft {
    private final CertificateAuthority issuer;
    private final BigInteger serial;
    private final List<Extension> extensions = new ArrayList<>();
    private Revocation status = Revocation.GOOD;
    private AlgorithmIdentifier digest = CertificateID.HASH_SHA1;
    private Instant thisUpdate;
    private @Nullable Instant nextUpdate;

    public OcspDraft(CertificateAuthority issuer, BigInteger serial, Instant now) {
        this.issuer = issuer;
        this.serial = serial;
        this.thisUpdate = now;
        this.nextUpdate = now.plus(Duration.ofDays(1));
    }

    /** To what a request asks. */
    public static OcspDraft answering(CertificateAuthority issuer, byte[] request, Instant now) {
        return new OcspDraft(
                        issuer, request(request).getRequestList()[0].getCertID().getSerialNumber(), now)
                .nonceOf(request);
    }

    /** A response that holds no answer. */
    public static byte[] without(int responseStatus) {
        try {
            return new OCSPRespBuilder().build(responseStatus, null).getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public BigInteger serial() {
        return serial;
    }

    public OcspDraft status(Revocation said) {
        status = said;
        return this;
    }

    /** Null for no end. */
    public OcspDraft between(Instant from, @Nullable Instant until) {
        thisUpdate = from;
        nextUpdate = until;
        return this;
    }

    public OcspDraft nonceOf(byte[] request) {
        extensions.add(request(request).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce));
        return this;
    }

    OcspDraft digest(ASN1ObjectIdentifier algorithm) {
        digest = new AlgorithmIdentifier(algorithm);
        return this;
    }

    OcspDraft critical() {
        try {
            extensions.add(new Extension(
                    new ASN1ObjectIdentifier("1.2.3"), true, new DEROctetString(new byte[0]).getEncoded()));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the issuer itself. */
    public byte[] signed() {
        return signed("SHA256withECDSA", issuer.keyPair().getPrivate());
    }

    public byte[] signed(String algorithm, PrivateKey key, X509Certificate... shown) {
        try {
            X509CertificateHolder authority = new JcaX509CertificateHolder(issuer.certificate());
            BasicOCSPRespBuilder response = new BasicOCSPRespBuilder(new RespID(authority.getSubject()))
                    .addResponse(
                            new CertificateID(
                                    new JcaDigestCalculatorProviderBuilder()
                                            .build()
                                            .get(digest),
                                    authority,
                                    serial),
                            bouncy(),
                            Date.from(thisUpdate),
                            nextUpdate == null ? null : Date.from(nextUpdate));
            if (!extensions.isEmpty()) {
                response.setResponseExtensions(new Extensions(extensions.toArray(Extension[]::new)));
            }
            return new OCSPRespBuilder()
                    .build(
                            OCSPResp.SUCCESSFUL,
                            response.build(
                                    new JcaContentSignerBuilder(algorithm).build(key),
                                    Arrays.stream(shown).map(OcspDraft::holder).toArray(X509CertificateHolder[]::new),
                                    Date.from(thisUpdate)))
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | OCSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable CertificateStatus bouncy() {
        return switch (status) {
            case GOOD -> CertificateStatus.GOOD;
            case REVOKED -> new RevokedStatus(Date.from(thisUpdate), 1);
            case UNKNOWN -> new UnknownStatus();
        };
    }

    private static OCSPReq request(byte[] der) {
        try {
            return new OCSPReq(der);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
