package org.harborlight.standalone.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.pki.ExchangePki.Service;
import org.harborlight.standalone.pki.ExchangePki.Trusts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates are made once, kept to their owner, and renewed before they end. */
class ExchangePkiTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private Path root;

    @Test
    void shouldFindTheSameKeysWhenOpenedAgain() {
        ExchangePki first = open(START);
        ExchangePki.Kit kit = first.partnerKit(root.resolve("partners/desk"), "desk");
        ExchangePki second = open(START.plus(Duration.ofDays(1)));
        assertThat(second.exchangeKeys(START)).isEqualTo(first.exchangeKeys(START));
        assertThat(second.secrets().referenceKey()).isEqualTo(first.secrets().referenceKey());
        assertThat(second.secrets().operatorPublicKeys())
                .isEqualTo(first.secrets().operatorPublicKeys());
        assertThat(second.partnerKit(root.resolve("partners/desk"), "desk")
                        .sealing()
                        .toPem())
                .isEqualTo(kit.sealing().toPem());
        assertThat(second.partners().identity("desk"))
                .isEqualTo(first.partners().identity("desk"));
    }

    @Test
    void shouldKeepEveryFileToItsOwner() throws Exception {
        ExchangePki pki = open(START);
        pki.service(Service.GATEWAY, Trusts.SUBMITTERS);
        pki.submitterKit(root.resolve("submitters/one"), "one");
        try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeGreaterThan(15);
            for (Path file : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void shouldRenewACertificateWhenLessThanAThirdOfItsTimeIsLeft() {
        Path certificate = open(START)
                .service(Service.GATEWAY, Trusts.SUBMITTERS)
                .certificates()
                .getFirst();
        var first = PemFiles.readCertificates(certificate).getFirst();
        open(START.plus(Duration.ofDays(30))).service(Service.GATEWAY, Trusts.SUBMITTERS);
        assertThat(PemFiles.readCertificates(certificate).getFirst()).isEqualTo(first);
        open(START.plus(Duration.ofDays(70))).service(Service.GATEWAY, Trusts.SUBMITTERS);
        assertThat(PemFiles.readCertificates(certificate).getFirst().getNotAfter())
                .isAfter(first.getNotAfter());
    }

    private ExchangePki open(Instant now) {
        return ExchangePki.open(root, InstantSource.fixed(now), new SecureRandom());
    }
}
