package org.harborlight.standalone.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Submission;

/** Makes the bytes of hostile submissions out of honest ones. */
final class HostileBytes {
    private static final SingleObject<IncidentNotice> NOTICE = SingleObject.of(IncidentNotice.class);
    private static final byte[] MEDIA_SIGNATURE = HexFormat.of().parseHex("ffd8ffe000104a46494600010101");
    private static final int OVERSIZE_BYTES = 256 * 1024;
    private static final int FINGERPRINT_OFFSET = 2;

    private HostileBytes() {}

    /** One bit of the signed payload differs. */
    static byte[] tampered(SignedNotice honest) {
        byte[] payload = Bytes.copy(honest.getPayload());
        payload[payload.length - 1] ^= 1;
        return Submission.encode(SignedNotice.newBuilder(honest)
                .setPayload(ByteBuffer.wrap(payload))
                .build());
    }

    /** Signed well, by a key that nobody registered. */
    static byte[] unknownKey(SignedNotice honest, SecureRandom random) {
        return signedBy(SigningKey.generate("nobodys-key", random), honest, Bytes.copy(honest.getPayload()));
    }

    /** Signed well by its own submitter's key, with the payload replaced by one of a schema nobody knows. */
    static byte[] unknownSchema(SignedNotice honest, SigningKey key) {
        byte[] payload = Bytes.copy(honest.getPayload());
        payload[FINGERPRINT_OFFSET] ^= (byte) 0xff;
        return signedBy(key, honest, payload);
    }

    /** A sealed section that begins as an image file does. */
    static byte[] media(SignedNotice honest, SigningKey key) {
        byte[] ciphertext = new byte[512];
        System.arraycopy(MEDIA_SIGNATURE, 0, ciphertext, 0, MEDIA_SIGNATURE.length);
        IncidentNotice notice = NOTICE.decode(Bytes.copy(honest.getPayload()));
        notice.setSections(List.of(SealedSection.newBuilder()
                .setKind(SectionKind.EVIDENCE)
                .setNonce(ByteBuffer.wrap("twelve bytes".getBytes(StandardCharsets.US_ASCII)))
                .setCiphertext(ByteBuffer.wrap(ciphertext))
                .build()));
        return signedBy(key, honest, NOTICE.encode(notice));
    }

    static byte[] oversize(SignedNotice honest, SigningKey key) {
        return signedBy(key, honest, new byte[OVERSIZE_BYTES]);
    }

    /** An honest notice under another signature. */
    static byte[] signedBy(SigningKey key, SignedNotice honest) {
        return signedBy(key, honest, Bytes.copy(honest.getPayload()));
    }

    private static byte[] signedBy(SigningKey key, SignedNotice honest, byte[] payload) {
        return Submission.encode(Submission.sign(payload, honest.getSectionKeys(), key));
    }
}
