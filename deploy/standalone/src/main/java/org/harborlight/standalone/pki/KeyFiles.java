package org.harborlight.standalone.pki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;

/**
 * Private keys as PEM files. A key file begins with a line {@code Key-Id: <id>}, so that the id travels with the key.
 * Made once: an existing file is read, never replaced.
 */
public final class KeyFiles {
    private static final String ID = "Key-Id: ";
    private static final int SECRET_BYTES = 32;

    private KeyFiles() {}

    /** An Ed25519 key. */
    public static SigningKey signingKey(Path file, String keyId, SecureRandom random) {
        return signingKey(file, KeyAlgorithm.ED25519, keyId, random);
    }

    /** The algorithm counts only where the key is made. */
    public static SigningKey signingKey(Path file, KeyAlgorithm algorithm, String keyId, SecureRandom random) {
        if (!Files.exists(file)) {
            SigningKey made = SigningKey.generate(algorithm, keyId, random);
            write(file, made.keyId(), made.toPem());
        }
        return readSigningKey(file);
    }

    public static SealingKey sealingKey(Path file, String keyId, SecureRandom random) {
        if (!Files.exists(file)) {
            SealingKey made = SealingKey.generate(keyId, random);
            write(file, made.keyId(), made.toPem());
        }
        return readSealingKey(file);
    }

    /** A secret of 32 random bytes, for an HMAC. */
    public static byte[] secret(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            byte[] made = new byte[SECRET_BYTES];
            random.nextBytes(made);
            SecretFiles.write(file, HexFormat.of().formatHex(made) + "\n");
        }
        return HexFormat.of().parseHex(SecretFiles.read(file).strip());
    }

    public static SigningKey readSigningKey(Path file) {
        return read(file, () -> SigningKey.fromPem(id(file), pem(file)));
    }

    public static SealingKey readSealingKey(Path file) {
        return read(file, () -> SealingKey.fromPem(id(file), pem(file)));
    }

    public static void write(Path file, String keyId, String pem) {
        SecretFiles.write(file, ID + keyId + "\n" + pem);
    }

    private static <T> T read(Path file, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not such a key: " + file, e);
        }
    }

    private static String id(Path file) {
        return SecretFiles.read(file)
                .lines()
                .filter(line -> line.startsWith(ID))
                .map(line -> line.substring(ID.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no line \"" + ID + "\" in " + file));
    }

    private static String pem(Path file) {
        String text = SecretFiles.read(file);
        int begin = text.indexOf("-----BEGIN");
        if (begin < 0) {
            throw new IllegalArgumentException("no PEM block in " + file);
        }
        return text.substring(begin);
    }
}
