package org.harborlight.service.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

    private TlsFiles read() {
        ConfigDef keys = TlsKeys.define(new ConfigDef(), "tls.", "the test");
        return TlsKeys.read(ConfigFile.parse(settings, keys), "tls.", problems);
    }
}
