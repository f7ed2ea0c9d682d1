package org.harborlight.schemas.tls;

/**
 * Who stands behind a TLS connection: the issuing CA and the URI it certified. Another CA cannot mint it.
 *
 * @param issuerSha256 lower-case hexadecimal SHA-256 of the CA's SubjectPublicKeyInfo
 * @param sanUri the certificate's subject alternative name of type URI
 */
public record PeerIdentity(String issuerSha256, String sanUri) {
    private static final String PARTICIPANT = "urn:harborlight:participant:";

    public static String participantUri(String participantId) {
        return PARTICIPANT + participantId;
    }
}
