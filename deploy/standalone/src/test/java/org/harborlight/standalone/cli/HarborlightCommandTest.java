package org.harborlight.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.tls.CertificateAuthority;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.LocalAuthority;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.simulate.Mode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Help, clear errors and exit codes of the commands. */
class HarborlightCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintHelpWhenCalledAlone() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("demo", "serve", "init", "keys", "notice", "case", "partner", "balance", "health");
    }

    @TestFactory
    Stream<DynamicTest> shouldExplainEveryCommand() {
        return Stream.of(
                        "demo",
                        "serve",
                        "service",
                        "init",
                        "brokers",
                        "brokers check",
                        "brokers spread",
                        "brokers access",
                        "keys",
                        "keys new",
                        "keys show",
                        "pki",
                        "pki init",
                        "pki issue",
                        "pki revoke",
                        "pki crl",
                        "notice",
                        "notice template",
                        "notice lint",
                        "notice submit",
                        "notice status",
                        "notice release",
                        "notice erase",
                        "notice hold",
                        "notice release-hold",
                        "notice unlink",
                        "case",
                        "case pull",
                        "case answer",
                        "case open",
                        "case verify",
                        "deliveries",
                        "deliveries list",
                        "deliveries redrive",
                        "deadletters",
                        "deadletters list",
                        "deadletters show",
                        "deadletters redrive",
                        "partner",
                        "partner check",
                        "partner simulate",
                        "balance",
                        "health")
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    assertThat(run((command + " --help").split(" "))).isZero();
                    assertThat(out.toString()).startsWith("Usage: harborlight " + command);
                }));
    }

    @Test
    void shouldEndWithTwoWhenAnOptionIsUnknown() {
        assertThat(run("serve", "--unheard-of")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--unheard-of'");
    }

    @Test
    void shouldEndWithTwoWhenAServiceCannotBeRunAsAsked() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.properties"));

        assertThat(run("service", "mailer", empty.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("mailer");
        assertThat(run("service", "gateway", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot read");
        for (String service : List.of("gateway", "processor", "connector")) {
            assertThat(run("service", service, empty.toString()))
                    .as(service + " without settings")
                    .isEqualTo(2);
            assertThat(err.toString()).doesNotContain("Invalid value");
        }
    }

    @Test
    void shouldShowThePublicHalfOfACertificateAsAKeyOfTheDirectory() throws IOException {
        CertificateAuthority authority =
                CertificateAuthority.create("a-token", InstantSource.system(), new SecureRandom());
        Path certificate = folder.resolve("delivery-2.pem");
        PemFiles.writeCertificates(certificate, List.of(authority.certificate()));

        assertThat(run("keys", "show", "--key-id", "delivery-2", certificate.toString()))
                .isZero();

        List<PublicKeyEntry> shown =
                JwkSet.parse(out.toString().getBytes(StandardCharsets.UTF_8)).keys();
        assertThat(shown).singleElement().satisfies(key -> {
            assertThat(key.getKeyId()).isEqualTo("delivery-2");
            assertThat(key.getAlgorithm()).isEqualTo(KeyAlgorithm.ECDSA_P256);
            assertThat(Bytes.copy(key.getPublicKey()))
                    .isEqualTo(authority.certificate().getPublicKey().getEncoded());
        });
        assertThat(run("keys", "show", certificate.toString())).isEqualTo(2);
    }

    @Test
    void shouldRefuseASecondServeOnADataFolderInUse() {
        try (DataFolder held = DataFolder.open(folder.resolve("data"))) {
            assertThat(run("serve", "--data", held.root().toString())).isEqualTo(2);
            assertThat(err.toString()).contains("is in use by process").hasLineCount(1);
        }
    }

    @Test
    void shouldSayWhatToDoWhenNothingRuns() {
        assertThat(run("balance", "--data", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("no exchange runs on", "harborlight serve")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "deliveries redrive d-1, Missing required option",
        "deliveries redrive --reason why, Missing required parameter",
        "deliveries redrive d-1 --reason why, there is no operator key in",
        "deliveries redrive d-1 --reason why --bootstrap localhost:1 --registry http://localhost:1, --operator-key",
        "deliveries list --bootstrap localhost:1, --bootstrap and --registry go together",
        "deliveries list --state RECEIPTED, Invalid value for option",
        "deadletters list --since yesterday, --since",
        "deadletters list, no exchange runs on"
    })
    void shouldSayWhatAnOperatorsCommandNeeds(String command, String said) {
        boolean cluster = command.contains("--bootstrap");
        assertThat(run((command + (cluster ? "" : " --data " + folder)).split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }

    @Test
    void shouldMakeAKeyOnceAndShowItsPublicHalf() {
        String file = folder.resolve("sign.pem").toString();
        assertThat(run("keys", "new", "--purpose", "sign", "--id", "desk-1", "--out", file))
                .isZero();
        assertThat(run("keys", "new", "--purpose", "sign", "--id", "desk-1", "--out", file))
                .isEqualTo(2);
        assertThat(run("keys", "show", file)).isZero();
        assertThat(out.toString()).contains("\"Ed25519\"", "\"desk-1\"").doesNotContain("PRIVATE");
    }

    @ParameterizedTest
    @CsvSource({"ed25519, Ed25519", "ecdsa-p256, P-256", "ml-dsa-65, ML-DSA-65"})
    void shouldMakeAKeyOfTheAlgorithmAndNameItWhenShown(String algorithm, String name) {
        String file = folder.resolve("sign.pem").toString();
        assertThat(run("keys", "new", "--purpose", "sign", "--algorithm", algorithm, "--id", "desk-1", "--out", file))
                .isZero();
        assertThat(run("keys", "show", file)).isZero();
        String shown = out.toString();
        assertThat(shown).contains('"' + name + '"', "\"desk-1\"").doesNotContain("PRIVATE");
        assertThat(JwkSet.parse(shown.getBytes(StandardCharsets.UTF_8)).lookup().find("desk-1"))
                .isPresent();
    }

    @Test
    void shouldRefuseASigningAlgorithmWhenTheKeyIsForSealing() {
        String file = folder.resolve("seal.pem").toString();
        assertThat(run("keys", "new", "--purpose", "seal", "--algorithm", "ed25519", "--id", "d", "--out", file))
                .isEqualTo(2);
        assertThat(run("keys", "new", "--purpose", "sign", "--algorithm", "rsa", "--id", "d", "--out", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("ed25519", "ecdsa-p256", "ml-dsa-65");
        assertThat(Path.of(file)).doesNotExist();
    }

    @Test
    void shouldShowASealingKeyAsOne() {
        String file = folder.resolve("seal.pem").toString();
        assertThat(run("keys", "new", "--purpose", "seal", "--id", "desk-2", "--out", file))
                .isZero();
        assertThat(run("keys", "show", file)).isZero();
        assertThat(out.toString()).contains("\"X25519\"", "\"desk-2\"");
    }

    @Test
    void shouldSayThatAFileIsNoDeliveryWhenVerifyingIt() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}");
        Path file = Files.writeString(folder.resolve("delivery.json"), "{\"delivery\":{}}");
        assertThat(run("case", "verify", file.toString(), "--keys", keys.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Wrong", "malformed-delivery");
    }

    @Test
    void shouldSayWhatADeskNeedsWhenItIsNotThere() {
        assertThat(run("case", "pull", folder.resolve("cases").toString(), "--desk", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("exchange-keys.json", "--keys").hasLineCount(1);
        assertThat(run("case", "pull", folder.toString(), "--zone", "Nowhere/Land"))
                .isEqualTo(2);
        assertThat(run("case", "pull", folder.toString(), "--wait", "61")).isEqualTo(2);
        assertThat(folder.resolve("cases")).doesNotExist();
    }

    @Test
    void shouldNotSendAnAnswerThatWouldBeRefused() {
        assertThat(run("case", "answer", "k3v", "PRESERVE", "--until", "tomorrow", "--country", "UK"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("not sent", "tomorrow", "PRESERVE needs until when", "ISO 3166-1")
                .hasLineCount(1);
        assertThat(run("case", "answer", "k3v", "UNSPECIFIED")).isEqualTo(2);
        assertThat(run("case", "answer", "../no/such.json", "ACKNOWLEDGED")).isEqualTo(2);
        assertThat(run("case", "answer", "k3v", "PERHAPS")).isEqualTo(2);
        assertThat(err.toString()).contains("CHILD_SAFEGUARDED");
    }

    @Test
    void shouldListTheHarmsWhenOneIsUnknown() {
        assertThat(run("notice", "template", "--harm", "rudeness")).isEqualTo(2);
        assertThat(err.toString()).contains("GROOMING", "MISSING_CHILD").doesNotContain("UNSPECIFIED");
    }

    @Test
    void shouldEndWithOneWhenATemplateIsNotFilledIn() throws Exception {
        assertThat(run("notice", "template", "--harm", "grooming")).isZero();
        String file = write(out.toString());
        assertThat(run("notice", "lint", file)).isEqualTo(1);
        assertThat(out.toString()).contains("error  /incidentKey", "why  ", "fix  ");
        assertThat(run("notice", "lint", "--json", file)).isEqualTo(1);
        assertThat(out.toString()).contains("\"clean\" : false", "\"placeholder\"");
    }

    @Test
    void shouldEndWithOneForWarningsOnlyWhenStrict() throws Exception {
        String sample = Files.readString(Path.of("../samples/grooming.json"));
        String file = write(sample.replaceFirst("\"preserveUntil.*\n", ""));
        assertThat(run("notice", "lint", file)).isZero();
        assertThat(out.toString()).contains("warning  /preserveUntil", "1 warning in ");
        assertThat(run("notice", "lint", "--strict", file)).isEqualTo(1);
    }

    @Test
    void shouldEndWithTwoAndTheChoicesWhenAFileIsNoNotice() throws Exception {
        String sample = Files.readString(Path.of("../samples/grooming.json"));
        String file = write(sample.replace("GROOMING", "SOMETHING_ELSE"));
        assertThat(run("notice", "lint", file)).isEqualTo(2);
        assertThat(err.toString()).contains("/harms/0: expected is one of CSAM");
        assertThat(run("notice", "lint", "--json", file)).isEqualTo(2);
        assertThat(out.toString()).contains("\"readable\" : false");
    }

    @Test
    void shouldExplainEveryModeOfASimulatedPartner() {
        assertThat(run("partner", "simulate", "--help")).isZero();
        assertThat(out.toString().lines().map(line -> line.strip().replaceAll("  +", "  ")))
                .containsAll(Stream.of(Mode.values())
                        .map(mode -> mode.text() + "  " + mode.does())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--mode rude; 'rude' is not a mode: ok, hang",
                "--mode hang --for 30; is not a time such as",
                "--mode hang --for 30s; --for and --then go together",
                "--mode hang --then ok; --for and --then go together",
                "--mode hang --for 1s --then ok --then hang; only the last --then has no time",
                "--mode hang --for 1s --then ok:5s; the last --then has no time",
                "--every 0; n is 1 or more",
                "--share 1.5; a share is from 0 to 1",
                "--every 2 --share 0.5; either --every or --share",
                "--seed 5; --seed goes with --share",
                "--mode hang --for 1s --then rude; --then: 'rude' is not a mode",
                "--port 70000; --port is from 0 to 65535",
                "--mode hang; certificate.pem"
            })
    void shouldNotSimulateAPartnerThatIsNotWellDescribed(String arguments, String why) {
        String[] all = ("partner simulate --desk " + folder + " " + arguments).split(" ", -1);
        assertThat(run(all)).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--partner desk; Missing required option: '--url=URL'",
                "--partner desk --url http://desk.example/; --url is an https URL",
                "--partner desk --url https://user@desk.example/; --url is an https URL",
                "--partner ../desk --url https://desk.example/; --partner is an id",
                "--partner desk --url https://desk.example/; either --keys",
                "--partner desk --url https://desk.example/ --keys a --data b; either --keys",
                "--partner desk --url https://desk.example/ --data b --max-batch 101; --max-batch is from 1 to 100",
                "--partner desk --url https://desk.example/ --data b --timeout 0s; --timeout is longer",
                "--partner desk --url https://desk.example:70000/ --data b; --url has a port from 1",
                "--partner desk --url https://desk.example/ --data b --timeout 999999999h; --timeout is longer",
                "--partner desk --url https://desk.example/ --data no/such; no/such/pki/partners.pem",
                "--partner desk --url https://desk.example/ --data no/such --trust no.pem; no file no.pem"
            })
    void shouldNotCheckWithoutKnowingWhomAndWithWhat(String arguments, String why) {
        assertThat(run(("partner check " + arguments).split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(why);
    }

    @Test
    void shouldEndWithTwoWhenACheckIsGivenDamagedFiles() throws IOException {
        String check = "partner check --partner desk --url https://localhost:1/ --data " + folder;
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThat(run((check + " --trust " + empty).split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains("cannot use --trust: no certificate in");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        assertThat(run((check + " --trust " + text).split(" ", -1))).isEqualTo(2);
        LocalAuthority.open(folder.resolve("pki"), "partners", InstantSource.system(), new SecureRandom());
        Files.createDirectory(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/delivery-1.pem"), "no key");
        assertThat(run(check.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains("cannot use the keys in");
    }

    @Test
    void shouldEndWithTwoWhenADesksFilesAreDamaged() throws IOException {
        for (String file : List.of("certificate.pem", "key.pem", "trust.pem")) {
            Files.writeString(folder.resolve(file), "damaged");
        }
        assertThat(run("partner", "simulate", "--desk", folder.toString(), "--mode", "ok"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("cannot use the desk's certificates and keys");
    }

    private String write(String notice) throws IOException {
        return Files.writeString(folder.resolve("notice.json"), notice).toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, arguments);
    }
}
