package org.harborlight.service.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What files held when they were read once, so that what is judged is what is used, and a digest to know it again. */
final class FileBytes {
    private final List<byte[]> contents;

    private FileBytes(List<byte[]> contents) {
        this.contents = contents;
    }

    /** Throws TlsRefusedException where one cannot be read or is larger than the limit. */
    static FileBytes read(List<Path> files, int limit) {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(limit + 1);
                if (bytes.length > limit) {
                    throw new TlsRefusedException("file-too-large");
                }
                contents.add(bytes);
            } catch (IOException e) {
                throw new TlsRefusedException("file-unreadable", e);
            }
        }
        return new FileBytes(contents);
    }

    byte[] get(int index) {
        return contents.get(index);
    }

    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] bytes : contents) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
