package org.harborlight.standalone.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.harborlight.schemas.tls.PemFiles;

/** What somebody sends who wants a certificate, for fuzzing. */
public final class RequestTarget {
    private RequestTarget() {}

    /** The fuzzer changes the bytes within the PEM block, which has a target of its own. */
    public static ParserTarget target() {
        return new ParserTarget(
                "signing-request",
                List.of(
                        request("EC", 256, "SHA256withECDSA"),
                        request("RSA", 2048, "SHA256withRSA"),
                        request("Ed25519", 255, "Ed25519"),
                        ofOddBits(request("Ed25519", 255, "Ed25519"))),
                ParserTarget.expecting(
                        IllegalArgumentException.class,
                        der -> SigningRequest.key(
                                PemFiles.encode("CERTIFICATE REQUEST", der).getBytes(StandardCharsets.US_ASCII))));
    }

    /** Jazzer found that a signature that ends within a byte makes Bouncy Castle throw something else. */
    private static byte[] ofOddBits(byte[] request) {
        request[request.length - 65] = 2; // unused bits of the signature's bit string
        return request;
    }

    private static byte[] request(String algorithm, int bits, String signature) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=somebody"), pair.getPublic())
                    .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a request", e);
        }
    }
}
