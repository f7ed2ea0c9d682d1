package org.harborlight.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.PeerIdentity;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.schemas.tls.RevocationList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small authority from its making to its revocation lists, as an operator works it. */
class PkiCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path ca;

    @BeforeEach
    void init() {
        ca = folder.resolve("ca");
        assertThat(run("init --ca " + ca)).isZero();
    }

    @Test
    void shouldNeverReplaceAnAuthority() throws IOException {
        byte[] before = Files.readAllBytes(ca.resolve("ca.key"));

        assertThat(run("init --ca " + ca)).isEqualTo(2);

        assertThat(err.toString()).contains("never replaced");
        assertThat(Files.readAllBytes(ca.resolve("ca.key"))).isEqualTo(before);
    }

    @Test
    void shouldIssueACertificateThatStandsForTheParticipant() throws Exception {
        assertThat(run("issue --ca " + ca + " --id platform-a --dns hook.example --ip 127.0.0.1 --out " + kit()))
                .isZero();

        X509Certificate issued = certificate();
        PeerIdentities identities = new PeerIdentities(List.of(authority()));
        assertThat(identities.identify(issued))
                .map(PeerIdentity::sanUri)
                .contains("urn:harborlight:participant:platform-a");
        assertThat(out.toString())
                .contains(issued.getSerialNumber().toString(16))
                .contains(identities.issuer(issued).orElseThrow());
        assertThat(issued.getSubjectAlternativeNames().toString()).contains("hook.example", "127.0.0.1");
        for (Path secret : List.of(ca.resolve("ca.key"), kit().resolve("key.pem"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldCertifyTheKeyOfARequestAndNoneOfItsNames() throws Exception {
        KeyPair keys = keyPair("EC", 256);
        Path request = request(keys, keys);

        assertThat(run("issue --ca " + ca + " --id platform-a --csr " + request + " --out " + kit()))
                .isZero();

        assertThat(certificate().getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(certificate().getSubjectX500Principal().getName()).doesNotContain("somebody-else");
        assertThat(kit().resolve("key.pem")).doesNotExist();
    }

    @Test
    void shouldLeaveTheHoldersKeyAloneWhenItLiesWhereTheCertificateGoes() throws Exception {
        KeyPair keys = keyPair("EC", 256);
        Files.createDirectories(kit());
        Path own = Files.writeString(kit().resolve("key.pem"), "the holder's own");

        assertThat(run("issue --ca " + ca + " --id platform-a --csr " + request(keys, keys) + " --out " + kit()))
                .isZero();

        assertThat(certificate().getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(own).hasContent("the holder's own");
    }

    @Test
    void shouldRefuseARequestThatDoesNotHoldItsKeyOrHasAWeakOne() throws Exception {
        KeyPair keys = keyPair("EC", 256);
        String issue = "issue --ca " + ca + " --id platform-a --out " + kit() + " --csr ";

        assertThat(run(issue + request(keys, keyPair("EC", 256)))).isEqualTo(2);
        KeyPair weak = keyPair("RSA", 1024);
        assertThat(run(issue + request(weak, weak))).isEqualTo(2);
        assertThat(run(issue + Files.writeString(folder.resolve("no.csr"), "no request")))
                .isEqualTo(2);
        assertThat(kit().resolve("certificate.pem")).doesNotExist();
    }

    @Test
    void shouldReplaceACertificateOnlyWhenAskedTo() {
        String issue = "issue --ca " + ca + " --id platform-a --out " + kit();
        assertThat(run(issue)).isZero();
        BigInteger first = certificate().getSerialNumber();

        assertThat(run(issue)).isEqualTo(2);
        assertThat(certificate().getSerialNumber()).isEqualTo(first);
        assertThat(run(issue + " --replace")).isZero();
        assertThat(certificate().getSerialNumber()).isNotEqualTo(first);
    }

    @Test
    void shouldSignListsThatGrowAndThatServicesBelieve() throws IOException {
        assertThat(run("issue --ca " + ca + " --id platform-a --out " + kit())).isZero();
        BigInteger serial = certificate().getSerialNumber();
        Path file = folder.resolve("platform.crl");

        assertThat(run("crl --ca " + ca + " --out " + file)).isZero();
        RevocationList first = list(file);
        assertThat(first.revoked()).isEmpty();

        String revoke = "revoke --ca " + ca + " --reason key-compromise --serial " + serial.toString(16);
        assertThat(run(revoke)).isZero();
        assertThat(run(revoke)).isEqualTo(1);
        assertThat(run("crl --ca " + ca + " --days 2 --out " + file + " --json"))
                .isZero();
        RevocationList second = list(file);
        assertThat(second.revoked()).containsExactly(serial);
        assertThat(first.olderThan(second)).isTrue();
        assertThat(out.toString()).contains("\"number\" : 2", "\"revoked\" : 1");
    }

    @Test
    void shouldRevokeByTheCertificateItself() throws IOException {
        assertThat(run("issue --ca " + ca + " --id platform-a --out " + kit())).isZero();

        assertThat(run("revoke --ca " + ca + " --reason superseded --certificate " + kit().resolve("certificate.pem")))
                .isZero();

        assertThat(run("crl --ca " + ca)).isZero();
        assertThat(list(ca.resolve("crl.pem")).revoked())
                .containsExactly(certificate().getSerialNumber());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "issue --ca CA --id ../a --out KIT; --id is an id",
                "issue --ca CA --id a --out KIT --days 0; --days is from 1",
                "issue --ca CA --id a --out KIT --ip no-address; --dns or --ip",
                "issue --ca CA/none --id a --out KIT; no authority in",
                "revoke --ca CA --reason superseded; either --serial or --certificate",
                "revoke --ca CA --reason superseded --serial 1f; has not issued 1f",
                "revoke --ca CA --reason superseded --serial xyz; --serial",
                "revoke --ca CA --reason bored --serial 1f; key-compromise",
                "crl --ca CA --days 400; --days is from 1"
            })
    void shouldSayWhatIsWrong(String arguments, String why) {
        assertThat(run(arguments.replace("CA", ca.toString()).replace("KIT", kit().toString())))
                .isEqualTo(2);
        assertThat(err.toString()).contains(why);
        assertThat(kit()).doesNotExist();
    }

    private Path kit() {
        return folder.resolve("kit");
    }

    private X509Certificate certificate() {
        return PemFiles.readCertificates(kit().resolve("certificate.pem")).getFirst();
    }

    private X509Certificate authority() {
        return PemFiles.readCertificates(ca.resolve("ca.pem")).getFirst();
    }

    private RevocationList list(Path file) throws IOException {
        return RevocationList.read(Files.readAllBytes(file), List.of(authority()), Instant.now())
                .getFirst();
    }

    private static KeyPair keyPair(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private Path request(KeyPair of, KeyPair signer) throws Exception {
        String algorithm = "RSA".equals(of.getPublic().getAlgorithm()) ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] request = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=somebody-else"), of.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                .getEncoded();
        return Files.writeString(folder.resolve("request.csr"), PemFiles.encode("CERTIFICATE REQUEST", request));
    }

    private int run(String arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HarborlightCommand.execute(out, err, ("pki " + arguments).split(" ", -1));
    }
}
