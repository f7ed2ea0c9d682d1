package org.harborlight.schemas.fuzz;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.OcspAnswer;
import org.harborlight.schemas.tls.OcspDraft;
import org.harborlight.schemas.tls.OcspQuestion;
import org.harborlight.schemas.tls.Revocation;

/** Responses of OCSP responders. */
final class OcspTargets {
    private static final BigInteger SERIAL = BigInteger.valueOf(77);

    private final Instant now = Instant.now();
    private final CertificateAuthority authority =
            CertificateAuthority.create("One", InstantSource.system(), new SecureRandom());
    private final OcspQuestion question = new OcspQuestion(authority.certificate(), SERIAL, new SecureRandom());

    private OcspTargets() {}

    static List<ParserTarget> all() {
        return new OcspTargets().targets();
    }

    private List<ParserTarget> targets() {
        byte[] good = OcspDraft.answering(authority, question.der(), now).signed();
        byte[] revoked = new OcspDraft(authority, SERIAL, now)
                .status(Revocation.REVOKED)
                .signed("SHA256withECDSA", authority.keyPair().getPrivate(), authority.certificate());
        byte[] later = OcspDraft.without(OCSPResp.TRY_LATER);
        return List.of(
                new ParserTarget(
                        "ocsp-response",
                        List.of(good, revoked, later),
                        ParserTarget.expecting(IllegalArgumentException.class, this::read)),
                new ParserTarget(
                        "ocsp-signed",
                        List.of(content(good), content(revoked)),
                        ParserTarget.expecting(
                                IllegalArgumentException.class, content -> read(signedByTheIssuer(content)))));
    }

    private void read(byte[] response) {
        OcspAnswer.read(response, question, now, Duration.ofHours(1));
    }

    private static byte[] content(byte[] response) {
        try {
            return ((BasicOCSPResp) new OCSPResp(response).getResponseObject()).getTBSResponseData();
        } catch (IOException | OCSPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An issuer whose responses are sound but for what they say. */
    private byte[] signedByTheIssuer(byte[] content) {
        try {
            ASN1Primitive said = ASN1Primitive.fromByteArray(content);
            if (said == null) {
                throw new IllegalArgumentException("no content");
            }
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(authority.keyPair().getPrivate());
            signature.update(content);
            var basic = sequence(
                    said,
                    new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
                    new DERBitString(signature.sign()));
            var bytes = sequence(OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(basic.getEncoded()));
            return sequence(new ASN1Enumerated(OCSPResp.SUCCESSFUL), new DERTaggedObject(true, 0, bytes))
                    .getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("no content", e);
        }
    }

    private static DERSequence sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }
}
