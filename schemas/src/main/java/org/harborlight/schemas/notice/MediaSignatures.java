package org.harborlight.schemas.notice;

import java.util.HexFormat;
import java.util.List;

/** Recognises the first bytes of pictures, videos and archives. Only signatures of four bytes or more are used. */
public final class MediaSignatures {
    private static final List<byte[]> SIGNATURES = List.of(
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
            .stream()
            .map(HexFormat.of()::parseHex)
            .toList();
    private static final byte[] BASE_MEDIA = {'f', 't', 'y', 'p'};

    private MediaSignatures() {}

    public static boolean begins(byte[] bytes) {
        return at(bytes, 4, BASE_MEDIA) || SIGNATURES.stream().anyMatch(signature -> at(bytes, 0, signature));
    }

    private static boolean at(byte[] bytes, int offset, byte[] signature) {
        if (bytes.length < offset + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if (bytes[offset + i] != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
