package org.harborlight.schemas.sealing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.harborlight.schemas.envelope.Sha256;

/**
 * What sealed section keys are bound to: they open for no other submitter, notice or payload.
 *
 * @param payloadSha256 SHA-256 of the signed payload
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record KeyBinding(String submitterId, String noticeId, byte[] payloadSha256) {
    public KeyBinding {
        if (payloadSha256.length != 32) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes");
        }
        payloadSha256 = payloadSha256.clone();
    }

    public static KeyBinding ofPayload(String submitterId, String noticeId, byte[] payload) {
        return new KeyBinding(submitterId, noticeId, Sha256.of(payload));
    }

    byte[] associatedData() {
        return join(List.of(utf8("harborlight section keys"), utf8(submitterId), utf8(noticeId), payloadSha256));
    }

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] payloadSha256() {
        return payloadSha256.clone();
    }
}
