package org.harborlight.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFileTest {
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define("http.port", ConfigDef.Type.INT, 8443, Range.between(0, 65535), Importance.HIGH, "port")
            .define("name", ConfigDef.Type.STRING, Importance.HIGH, "name")
            .define("secret", ConfigDef.Type.PASSWORD, "", Importance.HIGH, "secret")
            .define("timeout.ms", ConfigDef.Type.LONG, 500L, Importance.LOW, "timeout")
            .define("urls", ConfigDef.Type.LIST, "", Importance.LOW, "urls");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveRealTypesWhenTheFileIsGood() throws IOException {
        ConfigValues values =
                load("name=a\nhttp.port=0\nurls=https://x,https://y\nkafka.acks=1\nschema.registry.url=mock://z");

        assertThat(values.text("name")).isEqualTo("a");
        assertThat(values.number("http.port")).isZero();
        assertThat(values.millis("timeout.ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(values.uris("urls")).hasSize(2);
        assertThat(values.kafka()).containsEntry("acks", "1");
        assertThat(values.registry()).containsExactlyEntriesOf(Map.of("url", "mock://z"));
    }

    /** A broker that vanished without a word otherwise holds a client up for half a minute, each time it is asked. */
    @Test
    void shouldWaitTenSecondsForABrokerUnlessConfigured() throws IOException {
        assertThat(load("name=a").kafka())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "request.timeout.ms", 10_000,
                        "socket.connection.setup.timeout.ms", 4_000L,
                        "socket.connection.setup.timeout.max.ms", 10_000L));
        assertThat(load("name=a\nkafka.request.timeout.ms=45000").kafka()).containsEntry("request.timeout.ms", "45000");
        assertThat(load("name=a\nkafka.socket.connection.setup.timeout.ms=20000")
                        .kafka())
                .containsEntry("socket.connection.setup.timeout.ms", "20000")
                .as("Kafka's own bound, which is above that")
                .doesNotContainKey("socket.connection.setup.timeout.max.ms");
    }

    @Test
    void shouldReportAllProblemsAtOnceWhenThereAreSeveral() throws IOException {
        ConfigurationException refused = refused("http.port=70000\nhttp.prot=1\ntimeout.ms=soon\nsecret=${env:NOPE}");

        assertThat(refused.problems()).hasSize(5);
        assertThat(refused.problems()).anyMatch(problem -> problem.equals("http.prot: unknown key"));
        assertThat(refused.problems()).anyMatch(problem -> problem.startsWith("http.port: "));
        assertThat(refused.problems()).anyMatch(problem -> problem.startsWith("timeout.ms: "));
        assertThat(refused.problems()).anyMatch(problem -> problem.startsWith("name: "));
        assertThat(refused.problems()).contains("secret: the value it refers to does not exist");
    }

    @Test
    void shouldTakeValuesFromOutsideWhenReferredTo() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "db=s3\n");
        Files.writeString(folder.resolve("token"), "t0ken\n");

        assertThat(load("name=${env:NAME}").text("name")).isEqualTo("from-env");
        assertThat(load("name=a\nsecret=${file:" + secrets + ":db}").password("secret"))
                .isEqualTo("s3");
        assertThat(load("name=a\nsecret=${directory:" + folder + ":token}").password("secret"))
                .isEqualTo("t0ken");
        assertThat(load("name=a\nkafka.sasl.jaas.config=u ${env:NAME}").kafka())
                .containsEntry("sasl.jaas.config", "u from-env");
    }

    @Test
    void shouldRefuseWhenAReferenceLeadsNowhere() throws IOException {
        assertThat(refused("name=${file:" + folder.resolve("none") + ":db}").problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("name: the value it refers to");
        assertThat(refused("name=${directory:" + folder + ":none}").problems()).hasSize(1);
    }

    @Test
    void shouldNotShowASecretWhenRefusing() throws IOException {
        ConfigurationException refused = refused("secret=hunter2\nother=1");

        assertThat(refused).message().doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseWhenTheFileCannotBeRead() {
        assertThatThrownBy(() -> ConfigFile.load(folder.resolve("none"), DEFINITION))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void shouldListEveryKeyWhenTheTableIsMade() {
        assertThat(ConfigTable.markdown(DEFINITION))
                .contains("| `http.port` | int | `8443` | port ([0,...,65535]) |")
                .contains("| `name` | string | required | name |")
                .contains("| `secret` | password |  | secret |");
    }

    private ConfigValues load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("service.properties"), text);
        return ConfigFile.load(file, DEFINITION, Map.of("NAME", "from-env"));
    }

    private ConfigurationException refused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("service.properties"), text);
        return catchThrowableOfType(
                ConfigurationException.class, () -> ConfigFile.load(file, DEFINITION, Map.of("NAME", "from-env")));
    }
}
