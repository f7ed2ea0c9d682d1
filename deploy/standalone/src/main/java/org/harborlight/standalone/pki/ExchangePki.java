package org.harborlight.standalone.pki;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.service.tls.TlsFiles;

/**
 * All keys and certificates of a standalone exchange: its own secrets, and an authority each for submitters, partners
 * and services. The first start makes them, every later one finds them.
 */
public final class ExchangePki {
    private static final String TRUST = "trust.pem";

    private final Path root;
    private final ExchangeSecrets secrets;
    private final LocalAuthority submitters;
    private final LocalAuthority partners;
    private final LocalAuthority services;
    private final SecureRandom random;

    private ExchangePki(Path root, InstantSource clock, SecureRandom random) {
        Path authorities = SecretFiles.createFolder(root.resolve("pki"));
        this.root = root;
        this.random = random;
        this.secrets = ExchangeSecrets.open(root.resolve("keys"), random);
        this.submitters = LocalAuthority.open(authorities, "submitters", clock, random);
        this.partners = LocalAuthority.open(authorities, "partners", clock, random);
        this.services = LocalAuthority.open(authorities, "services", clock, random);
    }

    /** Makes or finds everything in a data folder, which the caller has locked. */
    public static ExchangePki open(Path root, InstantSource clock, SecureRandom random) {
        return new ExchangePki(root, clock, random);
    }

    /** What takes part in TLS as one of the exchange's services. */
    public enum Service {
        GATEWAY("exchange-gateway"),
        PROCESSOR("exchange-processor"),
        CONNECTOR("exchange-connector");

        private final String id;

        Service(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /** Whom a TLS endpoint of a service lets in, or believes. */
    public enum Trusts {
        SUBMITTERS,
        PARTNERS,
        SERVICES
    }

    /** A participant's folder, and what the directory has to know of it. */
    public record Kit(Path folder, SigningKey signing, SealingKey sealing) {}

    public ExchangeSecrets secrets() {
        return secrets;
    }

    public SecureRandom random() {
        return random;
    }

    public LocalAuthority submitters() {
        return submitters;
    }

    public LocalAuthority partners() {
        return partners;
    }

    /** Certificate, key and trust of one service. */
    public TlsFiles service(Service service, Trusts trusts) {
        Path folder = root.resolve("pki").resolve(service.id());
        services.issue(folder, service.id());
        return new TlsFiles(
                folder.resolve("certificate.pem"),
                folder.resolve("key.pem"),
                authority(trusts).certificateFile());
    }

    /** Makes, or finds, all that a submitter on this machine needs but its settings. */
    public Kit submitterKit(Path folder, String submitterId) {
        submitters.issue(folder, submitterId);
        return kit(folder, submitterId);
    }

    /** Makes, or finds, all that a partner on this machine needs. */
    public Kit partnerKit(Path folder, String partnerId) {
        partners.issue(folder, partnerId);
        return kit(folder, partnerId);
    }

    /** The exchange's public keys and the certificates of its services, for the directory. */
    public ExchangeKeys exchangeKeys(Instant validFrom) {
        return new ExchangeKeys(
                secrets.publicKeys(validFrom),
                List.of(Service.values()).stream()
                        .map(service -> services.identity(service.id()))
                        .toList());
    }

    private Kit kit(Path folder, String participantId) {
        SecretFiles.write(folder.resolve(TRUST), services.certificatePem());
        return new Kit(
                folder,
                KeyFiles.signingKey(folder.resolve("signing.pem"), participantId + "-sign-1", random),
                KeyFiles.sealingKey(folder.resolve("sealing.pem"), participantId + "-seal-1", random));
    }

    private LocalAuthority authority(Trusts trusts) {
        return switch (trusts) {
            case SUBMITTERS -> submitters;
            case PARTNERS -> partners;
            case SERVICES -> services;
        };
    }
}
