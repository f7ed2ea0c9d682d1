package org.harborlight.standalone.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.harborlight.schemas.tls.PemFiles;

/** A certificate signing request (PKCS#10): only its key counts; the names are the authority's to say. */
public final class SigningRequest {
    private static final String LABEL = "CERTIFICATE REQUEST";
    private static final int SMALLEST_RSA = 2048;
    private static final int SMALLEST_EC = 256;

    private SigningRequest() {}

    /** The key that the request proves to hold; throws IllegalArgumentException where it does not, or the key is weak. */
    public static PublicKey key(byte[] pem) {
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(
                    PemFiles.decode(new String(pem, StandardCharsets.ISO_8859_1), LABEL));
            PublicKey key = request.getPublicKey();
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IllegalArgumentException("the request is not signed with its own key");
            }
            return strong(key);
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalStateException e) {
            throw new IllegalArgumentException("not a certificate signing request", e);
        }
    }

    private static PublicKey strong(PublicKey key) {
        boolean strong = switch (key) {
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= SMALLEST_EC;
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= SMALLEST_RSA;
            case EdECPublicKey _ -> true;
            case PublicKey _ -> false;
        };
        if (!strong) {
            throw new IllegalArgumentException("the key is not ECDSA from P-256, Ed25519 or RSA from 2048 bits");
        }
        return key;
    }
}
