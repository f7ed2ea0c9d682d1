package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.standalone.cli.HarborlightCommand;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator takes another's place in a running exchange: every service knows within seconds, the old key decides nothing
 * any more, and what it had ordered before stays in force, also over a restart without that key.
 */
@Tag("faults")
final class OperatorRotationIT {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorRotationIT.class);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Closing closing = new Closing();
    private Exchange exchange;
    private Path files;

    @BeforeEach
    void begin() throws IOException {
        files = Files.createDirectory(folder.resolve("files"));
        start();
    }

    @AfterEach
    void stop() {
        closing.close();
        http.close();
    }

    private void start() {
        closing = new Closing();
        DataFolder data = DataFolder.open(data());
        ExchangePki pki = ExchangePki.open(data.root(), CLOCK, new SecureRandom());
        LocalParticipants local = closing.add(
                "local participants",
                LocalParticipants.open(data, pki, List.of("IE"), new LocalParticipants.DeskWay.Pull(), CLOCK));
        exchange = Exchange.start(
                closing, data, pki, ExchangeSettings.samples(ExchangeSettings.Ports.free()), local.entries(), CLOCK);
        local.ready(exchange.endpoints());
    }

    @Test
    void shouldReplaceAnOperatorForGood() throws IOException {
        String notice = LocalParticipants.SUBMITTER + "/" + submit();
        assertThat(operate("notice", "hold", notice, "--reason", "order 17"))
                .as(() -> out + err.toString())
                .isZero();
        nameOperators();

        assertThat(sign("operator-1")).isZero();
        assertThat(sign("operator-2")).isZero();
        assertThat(apply()).isEqualTo(1);
        assertThat(err.toString())
                .contains("new-operators-below-threshold, 1 signatures, 2 are needed of operator-2, operator-3");
        assertThat(sign("operator-3")).isZero();
        assertThat(apply()).as(() -> out + err.toString()).isZero();
        awaitKnown(Instant.now());

        assertThat(operate("directory", "show")).isZero();
        assertThat(out.toString()).contains("operators 2 of operator-2, operator-3, since entry ");
        assertThat(operate("notice", "release-hold", notice, "--reason", "it is over"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("operator-key-retired");
        Files.writeString(files.resolve("jurisdictions.yaml"), "jurisdictions: [{country: XK, helplines: []}]\n");
        assertThat(sign("operator-1")).isEqualTo(2);

        Files.delete(key("operator-1"));
        Files.move(folder.resolve("operator-3.pem"), key("operator-3"));
        assertThat(sign("operator-2")).isZero();
        assertThat(sign("operator-3")).isZero();
        assertThat(apply()).as(() -> out + err.toString()).isZero();
        erasureIsHeld(notice);

        closing.close();
        start();
        erasureIsHeld(notice);
        assertThat(operate("notice", "release-hold", notice, "--reason", "it is over"))
                .as(() -> out + err.toString())
                .isZero();
    }

    private void erasureIsHeld(String notice) {
        assertThat(operate("notice", "erase", notice, "--reason", "order 18")).isEqualTo(1);
        assertThat(out.toString()).contains("legal-hold");
    }

    private void nameOperators() throws IOException {
        Path made = folder.resolve("operator-3.pem");
        assertThat(run("keys", "new", "--purpose", "sign", "--id", "operator-3", "--out", made.toString()))
                .isZero();
        assertThat(run("keys", "show", made.toString())).isZero();
        Files.writeString(files.resolve("operator-3.json"), out.toString());
        Files.copy(data().resolve("operator-public/operator-2.pem"), files.resolve("operator-2.pem"));
        Files.writeString(files.resolve("operators.yaml"), "threshold: 2\nkeys: [operator-3.json, operator-2.pem]\n");
        assertThat(run("directory", "lint", "--folder", files.toString()))
                .as(out::toString)
                .isZero();
        assertThat(operate("directory", "diff", "--folder", files.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("~ operators", "/keys/operator-1", "/keys/operator-3");
    }

    /** Of every service, without a restart. */
    private void awaitKnown(Instant applied) {
        await("every service knows the new operators")
                .atMost(KNOWN_WITHIN)
                .untilAsserted(() -> assertThat(exchange.endpoints().management())
                        .allSatisfy((service, port) -> assertThat(metrics(port))
                                .as(service)
                                .containsPattern("harborlight_directory_operators_since [0-9]")
                                .contains("harborlight_directory_operators 2.0")));
        LOG.atInfo()
                .addKeyValue("ms", Duration.between(applied, Instant.now()).toMillis())
                .log("every service knows the new operators, from the end of apply");
    }

    private String metrics(URI port) {
        try {
            return http.send(
                            HttpRequest.newBuilder(port.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int sign(String operator) {
        Path own = folder.resolve(operator + ".pem");
        return operate(
                "directory",
                "sign",
                "--folder",
                files.toString(),
                "--proposal",
                proposal().toString(),
                "--operator-key",
                (Files.exists(own) ? own : key(operator)).toString());
    }

    private int apply() throws IOException {
        int result = operate("directory", "apply", proposal().toString());
        if (result == 0) {
            Files.delete(proposal());
        }
        return result;
    }

    private String submit() throws IOException {
        assertThat(run(
                        "notice",
                        "submit",
                        "../samples/case.json",
                        "--submitter",
                        data().resolve("submitters")
                                .resolve(LocalParticipants.SUBMITTER)
                                .toString(),
                        "--json"))
                .as(err::toString)
                .isZero();
        return JSON.readTree(out.toString()).path("noticeId").asText();
    }

    private Path proposal() {
        return folder.resolve("proposal.json");
    }

    private Path key(String operator) {
        return data().resolve("keys").resolve(operator + ".pem");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private int operate(String... command) {
        return run(Stream.concat(Stream.of(command), Stream.of("--data", data().toString()))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
