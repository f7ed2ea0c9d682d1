package org.harborlight.service.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.types.Password;
import org.harborlight.service.ConfigValues;

/** The configuration keys that name the files of a TLS endpoint, below a prefix such as {@code tls.}. */
public final class TlsKeys {
    private TlsKeys() {}

    public static ConfigDef define(ConfigDef definition, String prefix, String endpoint) {
        return define(definition, prefix, endpoint, "Authorities that " + endpoint + " trusts, PEM file");
    }

    /**
     * The same, with words of its own for the authorities.
     *
     * @param trust what the authorities are for, where the endpoint does not trust them in all that it does
     */
    public static ConfigDef define(ConfigDef definition, String prefix, String endpoint, String trust) {
        definition
                .define(
                        prefix + "certificate",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Certificate chain of " + endpoint + ", PEM file; with `" + prefix + "key`, or else `" + prefix
                                + "keystore`")
                .define(
                        prefix + "key",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Private key of " + endpoint + ", PKCS#8 PEM file")
                .define(
                        prefix + "keystore",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PKCS#12 file that holds one key with its certificate chain, instead of the two PEM files")
                .define(
                        prefix + "keystore.password",
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Password of the PKCS#12 file; by reference, not in the file")
                .define(prefix + "trust", ConfigDef.Type.STRING, Importance.HIGH, trust);
        return OcspKeys.define(defineLists(definition, prefix), prefix);
    }

    private static ConfigDef defineLists(ConfigDef definition, String prefix) {
        return definition
                .define(
                        prefix + "crl.files",
                        ConfigDef.Type.LIST,
                        "",
                        Importance.MEDIUM,
                        "Revocation lists (CRL, PEM or DER): files, or folders of files that end in .crl, .pem or .der; "
                                + "once set, each authority in `" + prefix
                                + "trust` needs one, or a responder that answers")
                .define(
                        prefix + "crl.grace.ms",
                        ConfigDef.Type.LONG,
                        Duration.ofHours(24).toMillis(),
                        Range.between(0, Duration.ofDays(30).toMillis()),
                        Importance.LOW,
                        "How long a revocation list, or an OCSP answer, still counts after its next one was due");
    }

    /** Adds a problem for each file that cannot be read, or for files that do not belong together. */
    public static TlsFiles read(ConfigValues values, String prefix, List<String> problems) {
        int before = problems.size();
        Duration grace = values.millis(prefix + "crl.grace.ms");
        TlsFiles files = new TlsFiles(
                own(values, prefix, problems),
                values.path(prefix + "trust"),
                new TlsFiles.Lists(values.paths(prefix + "crl.files"), grace),
                OcspKeys.read(values, prefix, grace, problems));
        files.own().files().forEach(file -> checkReadable(file, prefix, problems));
        checkReadable(files.trust(), prefix, problems);
        files.lists().paths().forEach(file -> checkReadable(file, prefix, problems));
        if (problems.size() == before) {
            try {
                TlsMaterial.of(
                        files, TlsMaterial.read(files), InstantSource.system().instant());
            } catch (TlsRefusedException e) {
                problems.add(prefix + "*: " + e.reason());
            }
        }
        return files;
    }

    private static TlsFiles.Own own(ConfigValues values, String prefix, List<String> problems) {
        Optional<Path> keystore = values.optionalPath(prefix + "keystore");
        Optional<Path> certificate = values.optionalPath(prefix + "certificate");
        Optional<Path> key = values.optionalPath(prefix + "key");
        if (keystore.isPresent() && certificate.isEmpty() && key.isEmpty()) {
            return new TlsFiles.Pkcs12(keystore.get(), new Password(values.password(prefix + "keystore.password")));
        }
        if (keystore.isPresent() || certificate.isEmpty() || key.isEmpty()) {
            problems.add(prefix + "*: either certificate and key, or keystore");
        }
        return new TlsFiles.Pem(certificate.orElse(Path.of("")), key.orElse(Path.of("")));
    }

    private static void checkReadable(Path file, String prefix, List<String> problems) {
        if (!file.toString().isEmpty() && !Files.isReadable(file)) {
            problems.add(prefix + "*: cannot read " + file);
        }
    }
}
