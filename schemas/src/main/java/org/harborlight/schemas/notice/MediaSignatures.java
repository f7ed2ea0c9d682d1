package org.harborlight.schemas.notice;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognises the first bytes of pictures, videos and archives. Only signatures of four bytes or more are used. */
public final class MediaSignatures {
    private static final Set<Integer> SIGNATURES = Stream.of(
                    "ffd8ffe0",
                    "ffd8ffe1",
                    "ffd8ffe2",
                    "ffd8ffdb",
                    "ffd8ffee", // JPEG
                    "89504e47",
                    "47494638",
                    "49492a00",
                    "4d4d002a",
                    "38425053", // PNG, GIF, TIFF, PSD
                    "52494646",
                    "1a45dfa3",
                    "4f676753",
                    "000001ba",
                    "000001b3", // RIFF, Matroska, Ogg, MPEG
                    "464c5601",
                    "3026b275",
                    "664c6143", // FLV, ASF, FLAC
                    "504b0304",
                    "504b0506",
                    "52617221",
                    "377abcaf",
                    "fd377a58",
                    "28b52ffd",
                    "25504446") // ZIP, RAR, 7z,
            // xz, zstd, PDF
            .map(signature ->
                    ByteBuffer.wrap(HexFormat.of().parseHex(signature)).getInt())
            .collect(Collectors.toUnmodifiableSet());
    /** {@code ftyp}, which stands in the second four bytes. */
    private static final int BASE_MEDIA = 0x66747970;

    private MediaSignatures() {}

    public static boolean begins(byte[] bytes) {
        return begins(ByteBuffer.wrap(bytes));
    }

    /** Whether what is left of the buffer does; its position stays. */
    public static boolean begins(ByteBuffer buffer) {
        ByteBuffer bytes = buffer.slice();
        return (bytes.limit() >= 4 && SIGNATURES.contains(bytes.getInt(0)))
                || (bytes.limit() >= 8 && bytes.getInt(4) == BASE_MEDIA);
    }
}
