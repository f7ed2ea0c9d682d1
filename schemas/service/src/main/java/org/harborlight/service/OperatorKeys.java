package org.harborlight.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.tls.PemFiles;

/** Operator public keys as PEM files (SubjectPublicKeyInfo); the file's name without its ending is the key id. */
public final class OperatorKeys {
    private static final String LABEL = "PUBLIC KEY";

    private OperatorKeys() {}

    /** Adds a problem for each file that is not a public key of a signing algorithm; the key names its algorithm itself. */
    public static List<PublicKeyEntry> read(List<Path> files, List<String> problems) {
        List<PublicKeyEntry> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                PublicKeyEntry key = entry(keyId(file), Files.readString(file));
                VerificationKey.of(key);
                keys.add(key);
            } catch (IOException | RuntimeException e) {
                problems.add("directory.operator.keys: not an Ed25519, ECDSA P-256 or ML-DSA-65 public key: " + file);
            }
        }
        return List.copyOf(keys);
    }

    /** Writes a public key so that {@link #read} finds it; returns the file. */
    public static Path write(Path folder, PublicKeyEntry key) throws IOException {
        String pem = PemFiles.encode(LABEL, Bytes.copy(key.getPublicKey()));
        return Files.writeString(folder.resolve(key.getKeyId() + ".pem"), pem);
    }

    private static String keyId(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static PublicKeyEntry entry(String keyId, String pem) {
        byte[] der = PemFiles.decode(pem, LABEL);
        return PublicKeyEntry.newBuilder()
                .setKeyId(keyId)
                .setAlgorithm(VerificationKey.algorithmOf(der))
                .setPublicKey(ByteBuffer.wrap(der))
                .setValidFrom(Instant.EPOCH)
                .build();
    }
}
