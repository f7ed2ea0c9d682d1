package org.harborlight.schemas.codec;

import java.nio.ByteBuffer;

/** Copies between buffers and arrays; a buffer's position is never moved. */
public final class Bytes {
    private Bytes() {}

    public static byte[] copy(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }
}
