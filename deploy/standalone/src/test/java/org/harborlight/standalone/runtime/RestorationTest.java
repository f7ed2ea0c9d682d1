package org.harborlight.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.harborlight.service.Restores;
import org.harborlight.standalone.pki.SecretFiles;
import org.harborlight.standalone.runtime.Restoration.OlderDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup and the way back to it, as files. */
final class RestorationTest {
    private static final Instant NOW = Instant.parse("2026-11-26T20:00:00Z");

    @TempDir
    private Path home;

    private Path root = Path.of("");
    private Path backup = Path.of("");
    private OlderDirectory older = new OlderDirectory(true, Optional.empty());

    @BeforeEach
    void make() {
        root = home.resolve("data");
        backup = home.resolve("backups").resolve("one");
        put("kafka/cluster.id", "cluster");
        put("kafka/log/topic-0/0.log", "before");
        put("registry/registry.mv.db", "schemas");
        put("keys/receipt.pem", "key");
        put("submitters/platform/outbox/1.notice", "first");
        put("state/processor.head", "4 abc");
    }

    @Test
    void shouldBringBackTheLogsAndLeaveWhatIsNewer() {
        take();
        put("kafka/log/topic-0/0.log", "before and after");
        put("submitters/platform/outbox/2.notice", "second");
        put("state/processor.head", "9 def");

        Restoration.Done done = restore(Optional.empty());

        assertThat(done.restores()).isEqualTo(new Restores(1));
        assertThat(done.directorySequence()).contains(9L);
        assertThat(text("kafka/log/topic-0/0.log")).isEqualTo("before");
        assertThat(text("registry/registry.mv.db")).isEqualTo("schemas");
        assertThat(text("submitters/platform/outbox/2.notice")).isEqualTo("second");
        assertThat(root.resolve("state")).doesNotExist();
        assertThat(done.aside().resolve("kafka/log/topic-0/0.log")).hasContent("before and after");
        assertThat(done.aside().resolve("state/processor.head")).hasContent("9 def");
        try (DataFolder data = DataFolder.open(root)) {
            data.requireWhole();
            assertThat(data.restores()).isEqualTo(new Restores(1));
        }
    }

    @Test
    void shouldNeverUseANumberTwiceAlsoWhenTheDataFolderWasLost() {
        take();
        assertThat(restore(Optional.empty()).restores().count()).isEqualTo(1);
        root = home.resolve("another");

        assertThat(restore(Optional.empty()).restores().count()).isEqualTo(2);

        assertThat(text("keys/receipt.pem")).isEqualTo("key");
        assertThatThrownBy(() -> restore(Optional.of(2))).isInstanceOf(IllegalArgumentException.class);
        assertThat(restore(Optional.of(7)).restores().count()).isEqualTo(7);
    }

    /** It would begin anew, empty. */
    @Test
    void shouldNotStartOnAFolderThatIsHalfRestoredAndFinishWhenRepeated() throws IOException {
        put("pki/services.key", "authority");
        take();
        put("state/processor.head", "9 def");
        FileTrees.delete(root.resolve("pki"));
        Path inTheWay = Files.createSymbolicLink(root.resolve("pki"), home.resolve("nowhere"));

        assertThatThrownBy(() -> restore(Optional.empty())).isInstanceOf(UncheckedIOException.class);
        try (DataFolder data = DataFolder.open(root)) {
            assertThatThrownBy(data::requireWhole).hasMessageContaining("repeat");
        }
        Files.delete(inTheWay);
        Restoration.Done done = restore(Optional.empty());

        assertThat(done.restores().count()).isEqualTo(2);
        assertThat(done.directorySequence()).contains(9L);
        assertThat(text("kafka/log/topic-0/0.log")).isEqualTo("before");
        assertThat(text("pki/services.key")).isEqualTo("authority");
        try (DataFolder data = DataFolder.open(root)) {
            data.requireWhole();
        }
    }

    @Test
    void shouldLeaveEverythingAsItWasWhenTheBackupCannotBeCopied() {
        take();
        FileTrees.delete(backup.resolve("registry"));

        assertThatThrownBy(() -> restore(Optional.empty())).isInstanceOf(UncheckedIOException.class);

        try (DataFolder data = DataFolder.open(root)) {
            data.requireWhole();
            assertThat(data.restores()).isEqualTo(Restores.NEVER);
        }
        assertThat(text("kafka/log/topic-0/0.log")).isEqualTo("before");
        assertThat(text("state/processor.head")).isEqualTo("4 abc");
    }

    @Test
    void shouldLeaveEverythingAsItWasWhenTheBackupCannotBeWritten() throws IOException {
        take();
        Files.createDirectories(backup.resolve("backup.properties.part/in-the-way"));

        assertThatThrownBy(() -> restore(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("written");

        try (DataFolder data = DataFolder.open(root)) {
            data.requireWhole();
        }
    }

    @Test
    void shouldRefuseAnOlderDirectoryUnlessThatIsKnown() {
        take();
        put("state/gateway.head", "9 def");
        older = OlderDirectory.REFUSED;

        assertThatThrownBy(() -> restore(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("come to entry 9, and the backup has it up to entry 4");

        assertThat(root.resolve("before-restore-1")).doesNotExist();
        assertThat(text("state/gateway.head")).isEqualTo("9 def");
        older = new OlderDirectory(true, Optional.empty());
        assertThat(restore(Optional.empty()).directorySequence()).contains(9L);
    }

    @Test
    void shouldAskForNothingWhereTheBackupHasTheWholeDirectory() {
        take();
        older = OlderDirectory.REFUSED;

        assertThat(restore(Optional.empty()).directorySequence()).contains(4L);
        assertThat(Backup.of(backup).directorySequence()).contains(4L);
    }

    @Test
    void shouldGoByAHeadFromElsewhereWhereTheDataFolderIsNew() {
        take();
        root = home.resolve("another");
        older = new OlderDirectory(false, Optional.of(5L));

        assertThatThrownBy(() -> restore(Optional.empty())).hasMessageContaining("come to entry 5");
        older = new OlderDirectory(false, Optional.of(4L));
        assertThat(restore(Optional.empty()).directorySequence()).isEmpty();
    }

    @Test
    void shouldMissNoOperatorKeyThatWasTakenAwaySince() throws IOException {
        put("keys/operator-1.pem", "retired");
        take();
        Files.delete(root.resolve("keys/operator-1.pem"));

        restore(Optional.empty());

        assertThat(root.resolve("keys/operator-1.pem")).doesNotExist();
    }

    /** As `serve` makes them on an empty folder. */
    @Test
    void shouldRefuseWhenTheKeysAreNotThoseOfTheBackup() {
        take();
        put("keys/receipt.pem", "another key");

        assertThatThrownBy(() -> restore(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("receipt.pem");

        assertThat(root.resolve("before-restore-1")).doesNotExist();
        FileTrees.delete(root.resolve("keys"));
        restore(Optional.empty());
        assertThat(text("keys/receipt.pem")).isEqualTo("key");
    }

    @Test
    void shouldCopyWhatALinkPointsTo() throws IOException {
        FileTrees.move(root.resolve("kafka"), home.resolve("another-disk"));
        Files.createSymbolicLink(root.resolve("kafka"), home.resolve("another-disk"));

        take();

        assertThat(backup.resolve("kafka")).isDirectory();
        assertThat(Files.isSymbolicLink(backup.resolve("kafka"))).isFalse();
        assertThat(backup.resolve("kafka/log/topic-0/0.log")).hasContent("before");
    }

    @Test
    void shouldNeitherTakeNorUseABackupWithoutABroker() throws IOException {
        take();
        Files.delete(backup.resolve("kafka/cluster.id"));
        Files.delete(root.resolve("kafka/cluster.id"));

        assertThatThrownBy(() -> Backup.of(backup)).hasMessageContaining("no broker");
        backup = home.resolve("backups").resolve("two");
        assertThatThrownBy(this::take).hasMessageContaining("no broker");
        assertThat(backup).doesNotExist();
    }

    @Test
    void shouldNeverWriteOverABackupNorTakeAHalfOne() {
        take();

        assertThatThrownBy(this::take).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Backup.of(home.resolve("backups"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Backup.of(backup).takenAt()).isEqualTo(NOW);
    }

    private void take() {
        try (DataFolder data = DataFolder.open(root)) {
            Backup.take(data, backup, NOW);
        }
    }

    private Restoration.Done restore(Optional<Integer> number) {
        try (DataFolder data = DataFolder.open(root)) {
            return new Restoration(data, Backup.of(backup), older).carryOut(number);
        }
    }

    private void put(String file, String text) {
        SecretFiles.write(root.resolve(file), text);
    }

    private String text(String file) {
        return SecretFiles.read(root.resolve(file));
    }
}
