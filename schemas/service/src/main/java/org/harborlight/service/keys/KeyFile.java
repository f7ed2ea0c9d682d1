package org.harborlight.service.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.types.Password;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.tls.PemFiles;

/**
 * A file that holds one private key: PKCS#12 where its name ends in {@code .p12} or {@code .pfx}, PKCS#8 PEM otherwise.
 * What it throws says nothing of a key or a password.
 *
 * @param password of a PKCS#12 file
 */
public record KeyFile(Path file, Password password) {
    /** What the file may be, for a problem. */
    public static final String FORMS = "in PKCS#12 (.p12, .pfx) of one key, opened by the password, or in PKCS#8 PEM";

    /** Throws IllegalArgumentException where there is no such key in the file, IOException where it cannot be read. */
    public SigningKey signing(String keyId) throws IOException {
        return SigningKey.fromPem(keyId, pem());
    }

    /** The same, for a key that opens. */
    public SealingKey sealing(String keyId) throws IOException {
        return SealingKey.fromPem(keyId, pem());
    }

    private String pem() throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx") ? ofStore() : Files.readString(file);
    }

    private String ofStore() throws IOException {
        char[] characters = password.value().toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, characters);
            List<String> aliases = Collections.list(store.aliases());
            Key key = aliases.size() == 1 ? store.getKey(aliases.getFirst(), characters) : null;
            if (key == null) {
                throw new IllegalArgumentException("not of one key: " + file);
            }
            return PemFiles.encode("PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a PKCS#12 file that opens: " + file, e);
        }
    }
}
