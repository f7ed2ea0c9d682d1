package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.service.ConfigFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service says of its TLS settings before it starts. */
final class TlsKeysTest {
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private TlsScene scene;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        scene = new TlsScene(folder);
        settings.put("tls.certificate", folder.resolve("tls.crt").toString());
        settings.put("tls.key", folder.resolve("tls.key").toString());
        settings.put("tls.trust", folder.resolve("trust.crt").toString());
    }

    @Test
    void shouldTakePemOrPkcs12() throws Exception {
        assertThat(read().own()).isInstanceOf(TlsFiles.Pem.class);

        scene.pkcs12(scene.server());
        settings.remove("tls.certificate");
        settings.remove("tls.key");
        settings.put("tls.keystore", scene.folder.resolve("tls.p12").toString());
        settings.put("tls.keystore.password", "changeit");
        TlsFiles files = read();
        assertThat(files.own()).isInstanceOf(TlsFiles.Pkcs12.class);
        assertThat(files.toString()).doesNotContain("changeit");
        assertThat(problems).isEmpty();

        settings.put("tls.keystore.password", "another");
        read();
        assertThat(problems).containsExactly("tls.*: keystore-unreadable");
    }

    @Test
    void shouldRefuseBothAndNeither() {
        settings.put("tls.keystore", "tls.p12");
        read();
        settings.clear();
        settings.put("tls.trust", scene.folder.resolve("trust.crt").toString());
        read();

        assertThat(problems)
                .hasSize(2)
                .allMatch(problem -> problem.equals("tls.*: either certificate and key, or keystore"));
    }

    @Test
    void shouldRefuseFilesThatDoNotBelongTogetherOrAreNotThere() {
        PemFiles.writeKey(
                scene.folder.resolve("tls.key"), scene.server().keyPair().getPrivate());
        read();
        settings.put("tls.crl.files", scene.folder.resolve("none.crl").toString());
        read();

        assertThat(problems)
                .containsExactly(
                        "tls.*: key-of-another-certificate", "tls.*: cannot read " + scene.folder.resolve("none.crl"));
    }

    @Test
    void shouldTakeTheUrlsOfResponders() {
        assertThat(read().ocsp().responders()).as("off by default").isEmpty();

        settings.put("tls.ocsp.responders", "http://ocsp.example,https://127.0.0.1:8443/ca/ocsp");
        settings.put("tls.crl.grace.ms", "60000");

        assertThat(read().ocsp())
                .isEqualTo(new TlsFiles.Ocsp(
                        List.of(URI.create("http://ocsp.example"), URI.create("https://127.0.0.1:8443/ca/ocsp")),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1)));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap://ocsp.example",
                "ocsp.example/ocsp",
                "http:///ocsp",
                "http://kim:secret@ocsp.example",
                "http://ocsp.example/#a",
                "http://ocsp.example:70000",
                "http://ocsp example"
            })
    void shouldRefuseWhatIsNoUrlOfAResponder(String url) {
        settings.put("tls.ocsp.responders", "http://good.example, " + url);
        read();

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).startsWith("tls.ocsp.responders: ").doesNotContain("secret"));
    }

    private TlsFiles read() {
        ConfigDef keys = TlsKeys.define(new ConfigDef(), "tls.", "the test");
        return TlsKeys.read(ConfigFile.parse(settings, keys), "tls.", problems);
    }
}
