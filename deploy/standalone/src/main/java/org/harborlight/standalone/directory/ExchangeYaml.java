package org.harborlight.standalone.directory;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.partner.JwkSet;

/**
 * The exchange's own keys as operators keep them: for each its purpose, the file with its public half as {@code keys
 * show} prints it, and its time; and the certificates of the services. Files are named from the YAML's folder. Stateless.
 */
final class ExchangeYaml {
    private static final Set<String> FIELDS = Set.of("purpose", "keyFile", "validFrom", "validTo", "revokedAt");

    private ExchangeYaml() {}

    /** Throws {@link DecodeException} with a pointer, or with its cause where it is no YAML. */
    static ExchangeKeys parse(Path file) {
        try {
            JsonNode tree = YamlFile.read(file);
            List<ExchangeKey> keys = new ArrayList<>();
            for (JsonNode key : list(tree, "keys")) {
                keys.add(key(file, key, "/keys/" + keys.size()));
            }
            requireDistinct(keys);
            return new ExchangeKeys(keys, identities(file, tree));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static JsonNode list(JsonNode tree, String field) {
        if (!tree.path(field).isArray() || tree.path(field).isEmpty()) {
            throw malformed("/" + field, "a list with at least one");
        }
        return tree.path(field);
    }

    private static ExchangeKey key(Path file, JsonNode said, String at) throws IOException {
        said.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw malformed(at + "/" + name, "purpose, keyFile, validFrom, validTo or revokedAt");
            }
        });
        KeyPurpose purpose = purpose(said, at);
        PublicKeyEntry entry = publicHalf(named(file, said.path("keyFile"), at + "/keyFile"), at + "/keyFile");
        requireFit(purpose, entry, at);
        if (said.has("validFrom")) {
            entry.setValidFrom(time(said, "validFrom", at));
        }
        if (said.has("validTo")) {
            entry.setValidTo(time(said, "validTo", at));
        }
        if (said.has("revokedAt")) {
            entry.setRevokedAt(time(said, "revokedAt", at));
        }
        return new ExchangeKey(purpose, entry);
    }

    private static KeyPurpose purpose(JsonNode said, String at) {
        return Stream.of(KeyPurpose.values())
                .filter(purpose -> purpose != KeyPurpose.UNSPECIFIED)
                .filter(purpose -> purpose.name().equals(said.path("purpose").asText()))
                .findFirst()
                .orElseThrow(() -> malformed(at + "/purpose", "RECEIPT, DELIVERY, CONNECTOR or SEALING"));
    }

    private static PublicKeyEntry publicHalf(Path file, String at) throws IOException {
        try {
            List<PublicKeyEntry> keys = JwkSet.parse(Files.readAllBytes(file)).keys();
            if (keys.size() == 1 && !keys.getFirst().getKeyId().isEmpty()) {
                return keys.getFirst();
            }
        } catch (IllegalArgumentException notAKey) {
            throw malformed(at, "no public key as `keys show` prints it");
        }
        throw malformed(at, "one public key, with its id");
    }

    private static void requireFit(KeyPurpose purpose, PublicKeyEntry key, String at) {
        if ((key.getAlgorithm() == KeyAlgorithm.X25519) != (purpose == KeyPurpose.SEALING)) {
            throw malformed(at + "/purpose", "SEALING is for a sealing key, everything else for a signing key");
        }
        try {
            if (purpose == KeyPurpose.SEALING) {
                SealingKey.requireSound(key);
            } else {
                VerificationKey.of(key);
            }
        } catch (IllegalArgumentException unsound) {
            throw malformed(at + "/keyFile", "not a sound key of its algorithm");
        }
    }

    private static void requireDistinct(List<ExchangeKey> keys) {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!ids.add(keys.get(i).getKey().getKeyId())) {
                throw malformed(
                        "/keys/" + i,
                        "a second key with the id " + keys.get(i).getKey().getKeyId());
            }
        }
    }

    private static List<TlsIdentity> identities(Path file, JsonNode tree) {
        List<X509Certificate> authorities = new ArrayList<>();
        for (JsonNode authority : list(tree, "authorities")) {
            authorities.addAll(certificates(named(file, authority, "/authorities"), "/authorities"));
        }
        List<TlsIdentity> identities = new ArrayList<>();
        for (JsonNode certificate : list(tree, "certificates")) {
            String at = "/certificates/" + identities.size();
            try {
                identities.add(CertificateIdentity.of(
                        certificates(named(file, certificate, at), at).getFirst(), authorities));
            } catch (IllegalArgumentException stranger) {
                throw malformed(at, "not issued by one of the authorities, or without exactly one URI as its name");
            }
        }
        return identities;
    }

    /** At least one. */
    private static List<X509Certificate> certificates(Path file, String at) {
        try {
            List<X509Certificate> certificates = PemFiles.parseCertificates(text(file, at));
            if (!certificates.isEmpty()) {
                return certificates;
            }
            throw malformed(at, "no certificate in " + file.getFileName());
        } catch (IllegalArgumentException noPem) {
            throw malformed(at, "no certificates in PEM in " + file.getFileName());
        }
    }

    private static String text(Path file, String at) {
        try {
            return YamlFile.text(file);
        } catch (DecodeException notText) {
            throw malformed(at, "no text in " + file.getFileName());
        }
    }

    private static Path named(Path file, JsonNode name, String at) {
        return YamlFile.named(file, name).orElseThrow(() -> malformed(at, "there is no file " + name.asText()));
    }

    /** Times are signed to the millisecond, however finely they were written. */
    private static Instant time(JsonNode said, String field, String at) {
        try {
            return Instant.parse(said.path(field).asText()).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException notATime) {
            throw malformed(at + "/" + field, "a time such as 2026-11-27T00:00:00Z");
        }
    }

    private static DecodeException malformed(String pointer, String what) {
        return new DecodeException(DecodeException.MALFORMED, pointer, new IllegalArgumentException(what));
    }
}
