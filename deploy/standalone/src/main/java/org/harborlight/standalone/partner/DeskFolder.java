package org.harborlight.standalone.partner;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Everything a desk needs, in one folder: {@code desk.properties} (where the connector is), {@code certificate.pem},
 * {@code key.pem}, {@code trust.pem}, {@code sealing.pem}, {@code signing.pem} and {@code exchange-keys.json}.
 */
public record DeskFolder(Path folder) {
    private static final String CONNECTOR = "connector.url";

    /** Writes what an exchange on this machine knows; the rest is there already. */
    public static void write(Path folder, URI connector, String exchangeKeys) {
        Properties properties = new Properties();
        properties.setProperty(CONNECTOR, connector.toString());
        DeskFolder desk = new DeskFolder(folder);
        SecretFiles.write(desk.settings(), properties);
        SecretFiles.write(desk.exchangeKeys(), exchangeKeys);
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

    public Path sealingKey() {
        return folder.resolve("sealing.pem");
    }

    public Path signingKey() {
        return folder.resolve("signing.pem");
    }

    public Path exchangeKeys() {
        return folder.resolve("exchange-keys.json");
    }

    public Path settings() {
        return folder.resolve("desk.properties");
    }

    /** Empty where no settings are there, or they do not say. */
    public Optional<URI> connector() {
        if (!Files.isRegularFile(settings())) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings())) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + settings(), e);
        }
        return Optional.ofNullable(properties.getProperty(CONNECTOR)).map(URI::create);
    }
}
