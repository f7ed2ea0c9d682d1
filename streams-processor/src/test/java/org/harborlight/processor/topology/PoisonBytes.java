package org.harborlight.processor.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harborlight.schemas.Topics;

/** Values that no topic should hold, by what is wrong with them. */
public final class PoisonBytes {
    private static final int UNKNOWN_ID = 1_000_000;

    private PoisonBytes() {}

    /** Those that are wrong in every topic. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("garbage", "not avro".getBytes(StandardCharsets.UTF_8));
        all.put("empty", new byte[0]);
        all.put("one byte", new byte[] {0});
        all.put("schema that is not registered", wire(UNKNOWN_ID, 40));
        all.put("schema id below nothing", wire(-1, 40));
        all.put("schema of whatever was registered first", wire(1, 40));
        all.put("schema of whatever was registered second", wire(2, 40));
        all.put("single object of no schema", singleObject());
        all.put("huge", new byte[Topics.MAX_RECORD_BYTES + 70 * 1024]);
        all.put("huge in the wire format", wire(1, 4 * Topics.MAX_RECORD_BYTES));
        return all;
    }

    private static byte[] wire(int id, int bytes) {
        return ByteBuffer.allocate(5 + bytes).put((byte) 0).putInt(id).array();
    }

    private static byte[] singleObject() {
        return ByteBuffer.allocate(40).put((byte) 0xC3).put((byte) 1).array();
    }
}
