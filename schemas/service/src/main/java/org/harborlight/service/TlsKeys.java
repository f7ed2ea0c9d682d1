package org.harborlight.service;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** The configuration keys that name the PEM files of a TLS endpoint, below a prefix such as {@code tls.}. */
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
        return definition
                .define(
                        prefix + "certificate",
                        ConfigDef.Type.STRING,
                        ConfigDef.Importance.HIGH,
                        "Certificate chain of " + endpoint + ", PEM file")
                .define(
                        prefix + "key",
                        ConfigDef.Type.STRING,
                        ConfigDef.Importance.HIGH,
                        "Private key of " + endpoint + ", PKCS#8 PEM file")
                .define(prefix + "trust", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, trust);
    }

    /** Adds a problem for each file that cannot be read. */
    public static TlsFiles read(ConfigValues values, String prefix, List<String> problems) {
        TlsFiles files = new TlsFiles(
                values.path(prefix + "certificate"), values.path(prefix + "key"), values.path(prefix + "trust"));
        files.unreadable().forEach(file -> problems.add(prefix + "*: cannot read " + file));
        return files;
    }
}
