package org.harborlight.bench.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Request bodies that were made before a run, so that sealing and signing them is no part of it: length and bytes of
 * each, one after the other.
 */
public final class NoticeFile {
    private static final int BUFFER = 1 << 20;
    private static final int BLOCK = 2_000;

    private NoticeFile() {}

    /** Writes the bodies that the maker makes for 0 to count - 1, in that order; makes them on all cores. */
    public static void write(Path file, int count, IntFunction<byte[]> maker) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            for (int from = 0; from < count; from += BLOCK) {
                for (byte[] body : IntStream.range(from, Math.min(count, from + BLOCK))
                        .parallel()
                        .mapToObj(maker)
                        .toList()) {
                    out.writeInt(body.length);
                    out.write(body);
                }
            }
        }
    }

    /** Reads bodies one after the other. Used by one thread. */
    public static final class Reader implements AutoCloseable {
        private final DataInputStream in;

        public Reader(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        }

        /** Whether there is no further body. */
        public boolean atEnd() throws IOException {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0;
        }

        /** The next body. */
        public byte[] next() throws IOException {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException e) {
                throw new IOException("not enough notices were made for this run", e);
            }
            return in.readNBytes(length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
