package org.harborlight.service.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.IssueRequest;
import org.harborlight.service.ConfigFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service says of where its signing key is, before it starts; without any token. */
final class SigningKeysTest {
    private static final byte[] INPUT = {1, 2, 3};

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>(Map.of("sign.id", "key-1"));

    @TempDir
    private Path folder = Path.of("");

    private String pin = "";

    @BeforeEach
    void prepare() throws Exception {
        pin = Files.writeString(folder.resolve("pin"), "271828\n").toString();
    }

    @Test
    void shouldTakePem() throws Exception {
        SigningKey made = SigningKey.generate("key-1", new SecureRandom());
        put("sign.file", Files.writeString(folder.resolve("key.pem"), made.toPem()));

        assertSigns(read(), KeyAlgorithm.ED25519);
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldTakePkcs12OfEachAlgorithm() throws Exception {
        for (KeyAlgorithm algorithm : List.of(KeyAlgorithm.ED25519, KeyAlgorithm.ECDSA_P256, KeyAlgorithm.ML_DSA_65)) {
            put(
                    "sign.file",
                    store(
                            "key.p12",
                            algorithm.name().replace("ECDSA_P256", "EC").replace('_', '-'),
                            1));
            settings.put("sign.file.password", "changeit");
            assertSigns(read(), algorithm);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldTakeASealingKeyFromPkcs12() throws Exception {
        Path file = store("sealing-1.P12", "X25519", 1);

        assertThat(new KeyFile(file, new Password("changeit"))
                        .sealing("sealing-1")
                        .keyId())
                .isEqualTo("sealing-1");
    }

    @Test
    void shouldSayNothingOfAPasswordThatDoesNotOpen() throws Exception {
        put("sign.file", store("key.p12", "Ed25519", 1));
        settings.put("sign.file.password", "mistaken");

        assertThat(read()).isNull();
        assertThat(problems).hasSize(1).allMatch(problem -> problem.startsWith("sign.file: not an Ed25519, "));
        assertThat(problems.toString()).doesNotContain("mistaken");
    }

    @Test
    void shouldRefuseAPkcs12OfTwoKeys() throws Exception {
        put("sign.file", store("key.pfx", "Ed25519", 2));
        settings.put("sign.file.password", "changeit");

        assertThat(read()).isNull();
        assertThat(problems).hasSize(1);
    }

    @Test
    void shouldRefuseAFileAndATokenAndNeither() {
        read();
        settings.put("sign.file", "key.pem");
        settings.put("sign.token.alias", "key-1");
        read();

        assertThat(problems)
                .containsExactly("sign.*: either file or token.alias", "sign.*: either file or token.alias");
    }

    @Test
    void shouldRefuseATokenThatIsNotSaidWhole() {
        settings.put("sign.token.alias", "key-1");
        read();
        settings.put("token.pin.file", pin);
        read();
        settings.put("token.slot", "0x12");
        read();
        settings.put("token.library", "libhsm.so");
        read();
        settings.put("token.configuration", "token.cfg");
        read();
        settings.remove("token.slot");
        settings.remove("token.library");
        read();

        assertThat(problems)
                .containsExactly(
                        "token.pin.file: missing",
                        "token.*: either library and slot, or configuration",
                        "token.*: either library and slot, or configuration",
                        "token.slot: not a decimal number",
                        "token.library: not the absolute path of a file that can be read",
                        "token.*: either library and slot, or configuration",
                        "token.configuration: not the absolute path of a file that can be read");
    }

    @Test
    void shouldRefuseALibraryThatIsNone() throws Exception {
        settings.put("sign.token.alias", "key-1");
        settings.put("token.pin.file", pin);
        settings.put("token.slot", "0");
        put("token.library", Files.writeString(folder.resolve("hsm.so"), "not a library"));
        read();

        assertThat(problems).containsExactly("token.*: no token answers under this library and slot");
    }

    private Path store(String name, String algorithm, int keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 1; i <= keys; i++) {
            KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            if ("EC".equals(algorithm)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                pair = generator.generateKeyPair();
            }
            store.setKeyEntry("key-" + i, pair.getPrivate(), "changeit".toCharArray(), anyChain());
        }
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    /** The JDK wants a certificate beside each key; nobody reads it. */
    private static Certificate[] anyChain() {
        CertificateAuthority authority = CertificateAuthority.create("Any", InstantSource.system(), new SecureRandom());
        return new Certificate[] {
            authority
                    .issue(new IssueRequest("any", List.of(), List.of(), List.of(), Duration.ofDays(1)))
                    .certificate()
        };
    }

    private void put(String key, Path file) {
        settings.put(key, file.toString());
    }

    private static void assertSigns(@Nullable SigningKey read, KeyAlgorithm algorithm) {
        SigningKey key = Objects.requireNonNull(read);
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.usable()).isTrue();
        assertThat(VerificationKey.of(key.publicEntry(Instant.EPOCH)).verifies(INPUT, key.sign(INPUT)))
                .isTrue();
    }

    private @Nullable SigningKey read() {
        ConfigDef keys = new ConfigDef().define("sign.id", ConfigDef.Type.STRING, Importance.HIGH, "Id");
        SigningKeys.defineToken(SigningKeys.define(keys, "sign.", "SIGN"));
        return SigningKeys.read(ConfigFile.parse(settings, keys), "sign.", problems);
    }
}
