package org.harborlight.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.schemas.RetractionReason;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases as files: private, whole, with all their versions. */
class CaseFolderTest {
    @TempDir
    private Path parent;

    private final CaseFixtures fixtures = new CaseFixtures();

    @Test
    void shouldKeepEverythingForItsOwnerAlone() throws IOException {
        try (CaseFolder folder = open()) {
            take(folder, opened());
            folder.save("cursor-1");
            folder.refused("bad-signature", new byte[] {1});
        }
        try (Stream<Path> files = Files.walk(parent.resolve("cases"))) {
            assertThat(files)
                    .hasSizeGreaterThan(6)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void shouldRefuseAFolderThatOthersCanLookInto() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("cases"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 700");
    }

    @Test
    void shouldRefuseASecondUser() {
        try (CaseFolder _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("in use");
        }
        open().close();
    }

    @Test
    void shouldWriteThePageAndTheJsonAsItCame() throws IOException {
        byte[] body = opened();
        try (CaseFolder folder = open()) {
            take(folder, body);
            assertThat(Files.readAllBytes(folder.json(CaseFixtures.CASE))).isEqualTo(body);
            assertThat(Files.readString(folder.page(CaseFixtures.CASE))).contains("It happened.", "delivery-1");
        }
    }

    @Test
    void shouldUpdateThePageAndKeepItsHistoryWhateverTheOrder() throws IOException {
        byte[] withdrawn = fixtures.body(CaseFixtures.delivery(
                        2,
                        DeliveryKind.CASE_RETRACTED,
                        List.of(fixtures.withdrawn("n-1", RetractionReason.SUBMITTER_ERROR)))
                .build());
        byte[] opened = opened();
        try (CaseFolder folder = open()) {
            take(folder, withdrawn);
            take(folder, opened);
            take(folder, opened);
            assertThat(Files.readAllBytes(folder.json(CaseFixtures.CASE))).isEqualTo(withdrawn);
            assertThat(Files.readString(folder.page(CaseFixtures.CASE)))
                    .contains("WITHDRAWN. Do not act", "delivery-1", "delivery-2")
                    .doesNotContain("It happened.");
        }
    }

    @Test
    void shouldSayHowManyVersionsDoNotVerifyAnyMore() throws IOException {
        try (CaseFolder folder = open()) {
            take(folder, opened());
        }
        CaseFixtures later = new CaseFixtures();
        byte[] next = later.body(CaseFixtures.delivery(
                        2,
                        DeliveryKind.CASE_UPDATED,
                        List.of(later.notice("n-1", java.util.Map.of()).build()))
                .build());
        try (CaseFolder folder =
                CaseFolder.open(parent.resolve("cases"), later.verifier(), later.opener(), ZoneOffset.UTC)) {
            folder.take(
                    (DeliveryCheck.Genuine) later.verifier().verify(next, CaseFixtures.NOON), next, CaseFixtures.NOON);
            assertThat(Files.readString(folder.page(CaseFixtures.CASE)))
                    .contains("1 earlier version(s) are kept that do not verify");
        }
    }

    @Test
    void shouldRememberTheCursor() {
        try (CaseFolder folder = open()) {
            assertThat(folder.load()).isEmpty();
            folder.save("cursor-1");
        }
        try (CaseFolder folder = open()) {
            assertThat(folder.load()).contains("cursor-1");
        }
    }

    private CaseFolder open() {
        return CaseFolder.open(parent.resolve("cases"), fixtures.verifier(), fixtures.opener(), ZoneOffset.UTC);
    }

    private byte[] opened() {
        return fixtures.body(CaseFixtures.delivery(
                        1,
                        DeliveryKind.CASE_OPENED,
                        List.of(fixtures.notice("n-1", CaseFixtures.sections("It happened.", "https://a.example/b"))
                                .build()))
                .build());
    }

    private void take(CaseFolder folder, byte[] body) {
        folder.take(
                (DeliveryCheck.Genuine) fixtures.verifier().verify(body, CaseFixtures.NOON), body, CaseFixtures.NOON);
    }
}
