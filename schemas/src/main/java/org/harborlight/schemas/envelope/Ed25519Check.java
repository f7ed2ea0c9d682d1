package org.harborlight.schemas.envelope;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/** Whether native Ed25519 code can be trusted on this machine: RFC 8032, section 7.1, test 2, and what it must refuse. */
final class Ed25519Check {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] PKCS8 = HEX.parseHex(
            "302e020100300506032b657004220420" + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    private static final byte[] SPKI = HEX.parseHex(
            "302a300506032b6570032100" + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    private static final byte[] MESSAGE = {0x72};
    private static final byte[] SIGNATURE =
            HEX.parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    /** S of the signature plus the group order. */
    private static final byte[] HIGH_S =
            HEX.parseHex("f52db7415978abc61b2c2eb6aeebfca0387b2eaeb4302aeeb00d291612bb0c10");

    private static final int HALF = 32;

    private Ed25519Check() {}

    /** Throws IllegalStateException where it does not compute what it should. */
    static void require(NativeEd25519 ed25519) throws GeneralSecurityException {
        PublicKey publicKey = ed25519.publicKey(SPKI);
        PrivateKey privateKey = ed25519.privateKey(PKCS8);
        byte[] highS = Arrays.copyOf(SIGNATURE, SIGNATURE.length);
        System.arraycopy(HIGH_S, 0, highS, HALF, HALF);
        boolean sound = Arrays.equals(ed25519.sign(privateKey, MESSAGE), SIGNATURE)
                && ed25519.verifies(publicKey, MESSAGE, SIGNATURE)
                && !ed25519.verifies(publicKey, new byte[] {0x73}, SIGNATURE)
                && !ed25519.verifies(publicKey, MESSAGE, highS)
                && !ed25519.verifies(publicKey, MESSAGE, new byte[SIGNATURE.length]);
        if (!sound) {
            throw new IllegalStateException("native Ed25519 does not pass its check");
        }
    }
}
