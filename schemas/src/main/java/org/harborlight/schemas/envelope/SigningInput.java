package org.harborlight.schemas.envelope;

import java.nio.charset.StandardCharsets;

/** What is signed: the pre-authentication encoding of DSSE 1.0 over payload type and payload bytes. */
public final class SigningInput {
    private SigningInput() {}

    public static byte[] pae(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] start = ("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] middle = (" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] input = new byte[start.length + type.length + middle.length + payload.length];
        int at = 0;
        for (byte[] part : new byte[][] {start, type, middle, payload}) {
            System.arraycopy(part, 0, input, at, part.length);
            at += part.length;
        }
        return input;
    }
}
