package org.harborlight.service.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.types.Password;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.service.ConfigValues;
import org.jspecify.annotations.Nullable;

/**
 * The configuration keys of a service's signing key, below a prefix such as {@code receipt.key.}: in a file, or in a token.
 * Reading them opens the token. No problem that is reported says anything of a secret.
 */
public final class SigningKeys {
    private static final String FILE = "file";
    private static final String PASSWORD = "file.password";
    private static final String ALIAS = "token.alias";
    private static final String INTERVAL = "token.check.interval.ms";

    private SigningKeys() {}

    /**
     * The keys that say where a signing key is.
     *
     * @param name what the directory calls the key
     */
    public static ConfigDef define(ConfigDef definition, String prefix, String name) {
        return definition
                .define(
                        prefix + FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        name
                                + " key: Ed25519, ECDSA P-256 or ML-DSA-65, in a PKCS#12 (`.p12`, `.pfx`) or PKCS#8 PEM file")
                .define(
                        prefix + PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Password of the PKCS#12 file; by reference, not in the file")
                .define(
                        prefix + ALIAS,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Alias of the " + name + " key in the token, ECDSA P-256 with a certificate; instead of `"
                                + prefix + "file`");
    }

    /** The token of a service. */
    public static ConfigDef defineToken(ConfigDef definition) {
        return definition
                .define(
                        "token.library",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PKCS#11 module of the token (an HSM), absolute path; with `token.slot`, or else `token.configuration`")
                .define("token.slot", ConfigDef.Type.STRING, "", Importance.MEDIUM, "Id of the token's slot, decimal")
                .define(
                        "token.configuration",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "Configuration file of the JDK's SunPKCS11 provider, for tokens that need more than library and slot")
                .define(
                        "token.pin.file",
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "File that holds the token's user PIN, and nothing else")
                .define(
                        INTERVAL,
                        ConfigDef.Type.INT,
                        2_000,
                        Range.between(100, 600_000),
                        Importance.LOW,
                        "How often the token is asked to sign, and a lost one looked for");
    }

    /** Null where a problem was added. */
    public static @Nullable SigningKey read(ConfigValues values, String prefix, List<String> problems) {
        Optional<Path> file = values.optionalPath(prefix + FILE);
        Optional<String> alias = values.optionalText(prefix + ALIAS);
        if (file.isPresent() == alias.isPresent()) {
            problems.add(prefix + "*: either " + FILE + " or " + ALIAS);
            return null;
        }
        return alias.isPresent() ? inToken(values, prefix, alias.get(), problems) : inFile(values, prefix, problems);
    }

    /** How often a key shows that it signs. */
    public static Duration checkInterval(ConfigValues values) {
        return values.millis(INTERVAL);
    }

    private static @Nullable SigningKey inFile(ConfigValues values, String prefix, List<String> problems) {
        try {
            return new KeyFile(values.path(prefix + FILE), new Password(values.password(prefix + PASSWORD)))
                    .signing(values.text(prefix + "id"));
        } catch (IOException | RuntimeException e) {
            problems.add(prefix + FILE + ": not an Ed25519, ECDSA P-256 or ML-DSA-65 private key, " + KeyFile.FORMS);
            return null;
        }
    }

    private static @Nullable SigningKey inToken(
            ConfigValues values, String prefix, String alias, List<String> problems) {
        int before = problems.size();
        Optional<TokenAccess> access = access(values, problems);
        if (access.isEmpty() || problems.size() > before) {
            return null;
        }
        try {
            return TokenSigner.open(values.text(prefix + "id"), access.get(), alias);
        } catch (TokenException e) {
            problems.add(where(e, prefix) + ": " + e.getMessage());
            return null;
        }
    }

    private static String where(TokenException e, String prefix) {
        return switch (e.reason()) {
            case NO_TOKEN -> "token.*";
            case PIN_UNREADABLE, PIN_REFUSED -> "token.pin.file";
            case NO_KEY, NOT_P256, EXTRACTABLE, OTHER_CERTIFICATE, NOT_SIGNING -> prefix + ALIAS;
        };
    }

    private static Optional<TokenAccess> access(ConfigValues values, List<String> problems) {
        Optional<Path> pin = values.optionalPath("token.pin.file");
        if (pin.isEmpty()) {
            problems.add("token.pin.file: missing");
            return Optional.empty();
        }
        Optional<Path> configuration = values.optionalPath("token.configuration");
        Optional<Path> library = values.optionalPath("token.library");
        Optional<String> slot = values.optionalText("token.slot");
        if (configuration.isPresent() && library.isEmpty() && slot.isEmpty()) {
            readable(configuration.get(), "token.configuration", problems);
            return Optional.of(new TokenAccess(configuration.get().toString(), pin.get()));
        }
        if (configuration.isPresent() || library.isEmpty() || slot.isEmpty()) {
            problems.add("token.*: either library and slot, or configuration");
            return Optional.empty();
        }
        if (!slot.get().matches("[0-9]{1,10}")) {
            problems.add("token.slot: not a decimal number");
        }
        readable(library.get(), "token.library", problems);
        return Optional.of(TokenAccess.of(library.get(), slot.get(), pin.get()));
    }

    private static void readable(Path file, String key, List<String> problems) {
        if (!file.isAbsolute() || !Files.isReadable(file)) {
            problems.add(key + ": not the absolute path of a file that can be read");
        }
    }
}
