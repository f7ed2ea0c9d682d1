package org.harborlight.schemas.corpus;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.harborlight.schemas.envelope.Sha256;

/** Gives the same bytes on every run, after a name. Nothing made of it is a secret: for the corpus only. */
final class RepeatableRandom extends SecureRandom {
    private final String name;
    private int block;

    RepeatableRandom(String name) {
        this.name = name;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 32) {
            byte[] next = Sha256.of(("harborlight public corpus, not a secret: " + name + " " + block++)
                    .getBytes(StandardCharsets.UTF_8));
            System.arraycopy(next, 0, bytes, at, Math.min(next.length, bytes.length - at));
        }
    }
}
