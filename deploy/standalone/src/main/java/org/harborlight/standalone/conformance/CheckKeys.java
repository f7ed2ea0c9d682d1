package org.harborlight.standalone.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.LocalAuthority;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * What a check signs with and shows: a key for deliveries, one for webhooks, a client certificate. Either made for checks
 * and for nothing else, or those of an exchange on this machine.
 *
 * @param caller whom the certificate stands for
 * @param certificate chain that is shown as a client, PEM
 * @param key of the certificate, PEM
 */
public record CheckKeys(SigningKey delivery, SigningKey webhook, String caller, Path certificate, Path key) {
    private static final String CALLER = "harborlight-check";
    private static final String KEYS = "exchange-keys.json";
    private static final String AUTHORITY = "trust.pem";

    /** Whether a folder holds keys for checks. */
    public static boolean exist(Path folder) {
        return Files.isRegularFile(folder.resolve(KEYS)) && Files.isRegularFile(folder.resolve(AUTHORITY));
    }

    /** Makes or finds keys for checks; the certificate is renewed before it ends. */
    public static CheckKeys open(Path folder, InstantSource clock, SecureRandom random) {
        SecretFiles.createFolder(folder);
        LocalAuthority authority = LocalAuthority.open(folder.resolve("pki"), "check", clock, random);
        Path client = folder.resolve("client");
        authority.issue(client, CALLER);
        SigningKey delivery = KeyFiles.signingKey(folder.resolve("delivery.pem"), "check-delivery-1", random);
        SigningKey webhook = KeyFiles.signingKey(folder.resolve("connector.pem"), "check-connector-1", random);
        SecretFiles.write(folder.resolve(AUTHORITY), authority.certificatePem());
        SecretFiles.write(
                folder.resolve(KEYS),
                new JwkSet(List.of(delivery.publicEntry(Instant.EPOCH), webhook.publicEntry(Instant.EPOCH))).toJson());
        return new CheckKeys(delivery, webhook, CALLER, client.resolve("certificate.pem"), client.resolve("key.pem"));
    }

    /** Those of an exchange; nothing is made and nothing is locked, so that it may be running. */
    public static CheckKeys ofExchange(Path data) {
        Path keys = data.resolve("keys");
        String caller = ExchangePki.Service.CONNECTOR.id();
        Path client = data.resolve("pki").resolve(caller);
        return new CheckKeys(
                KeyFiles.readSigningKey(keys.resolve("delivery-1.pem")),
                KeyFiles.readSigningKey(keys.resolve("connector-1.pem")),
                caller,
                client.resolve("certificate.pem"),
                client.resolve("key.pem"));
    }

    /** Public keys, for the partner to verify with. */
    public static Path publicKeys(Path folder) {
        return folder.resolve(KEYS);
    }

    /** The authority of the client certificate, for the partner to trust. */
    public static Path authority(Path folder) {
        return folder.resolve(AUTHORITY);
    }
}
