package org.harborlight.standalone.submitter;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Everything a submitter needs, in one folder: {@code submitter.properties} (id and gateway), {@code certificate.pem},
 * {@code key.pem}, {@code trust.pem}, {@code signing.pem}, {@code exchange-keys.json}, optionally {@code token.key}, and
 * the outbox.
 */
public record SubmitterFolder(Path folder) {
    private static final String ID = "submitter.id";
    private static final String GATEWAY = "gateway.url";
    private static final String TOKEN_KEY_ID = "token.key.id";

    public static SubmitterFolder write(Path folder, String submitterId, URI gateway, String tokenKeyId) {
        Properties properties = new Properties();
        properties.setProperty(ID, submitterId);
        properties.setProperty(GATEWAY, gateway.toString());
        properties.setProperty(TOKEN_KEY_ID, tokenKeyId);
        SubmitterFolder written = new SubmitterFolder(folder);
        SecretFiles.write(written.settings(), properties);
        return written;
    }

    public boolean present() {
        return Files.isRegularFile(settings());
    }

    public String submitterId() {
        return setting(ID);
    }

    public URI gateway() {
        return URI.create(setting(GATEWAY));
    }

    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    public Path key() {
        return folder.resolve("key.pem");
    }

    public Path trust() {
        return folder.resolve("trust.pem");
    }

    public Path signingKeyFile() {
        return folder.resolve("signing.pem");
    }

    public Path exchangeKeysFile() {
        return folder.resolve("exchange-keys.json");
    }

    public Path tokenKeyFile() {
        return folder.resolve("token.key");
    }

    public SSLContext tls() {
        return MutualTls.context(certificate(), key(), trust());
    }

    public SigningKey signingKey() {
        return KeyFiles.readSigningKey(signingKeyFile());
    }

    public JwkSet exchangeKeys() {
        try {
            return JwkSet.parse(Files.readAllBytes(exchangeKeysFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + exchangeKeysFile(), e);
        }
    }

    public Optional<TokenKey> tokenKey() {
        if (!Files.isRegularFile(tokenKeyFile())) {
            return Optional.empty();
        }
        byte[] secret = java.util.HexFormat.of()
                .parseHex(SecretFiles.read(tokenKeyFile()).strip());
        return Optional.of(TokenKey.of(setting(TOKEN_KEY_ID), secret));
    }

    public Outbox outbox() {
        return new Outbox(folder.resolve("outbox"));
    }

    private Path settings() {
        return folder.resolve("submitter.properties");
    }

    private String setting(String key) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings())) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + settings(), e);
        }
        return Objects.requireNonNull(properties.getProperty(key), () -> settings() + " lacks " + key);
    }
}
