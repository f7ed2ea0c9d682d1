package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores are believed only where nothing about them changed since the application ended. */
class StateFolderTest {
    private static final String APPLICATION = "harborlight-urgent";

    @TempDir
    Path state;

    private Instant now = TestExchange.NOW;
    private StateFolder folder;
    private Path table;
    private Path checkpoint;
    private Path seal;

    @BeforeEach
    void anApplicationRanAndEnded() throws IOException {
        folder = new StateFolder(state, APPLICATION, () -> now);
        table = state.resolve(APPLICATION)
                .resolve("0_0")
                .resolve("rocksdb")
                .resolve("cases")
                .resolve("000012.sst");
        checkpoint = state.resolve(APPLICATION).resolve("0_0").resolve(".checkpoint");
        seal = state.resolve(APPLICATION + ".sealed");
        folder.open();
        Files.createDirectories(table.getParent());
        Files.writeString(table, "cases");
        Files.writeString(checkpoint, "0\n1\nchangelog 0 41\n");
        Files.writeString(state.resolve(APPLICATION).resolve("kafka-streams-process-metadata"), "{}");
        folder.seal();
    }

    @Test
    void shouldKeepStoresWhenTheyAreAsTheyWereSealed() {
        folder.open();

        assertThat(table).exists();
        assertThat(checkpoint).exists();
    }

    @Test
    void shouldClearStoresWhenTheApplicationWasKilledAfterwards() {
        folder.open();
        folder.open();

        assertThatStoresAreGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"case", "CASES", "cases and more"})
    void shouldClearStoresWhenAFileWasChanged(String content) throws IOException {
        Files.writeString(table, content);

        folder.open();

        assertThatStoresAreGone();
    }

    @Test
    void shouldClearStoresWhenACheckpointSaysMore() throws IOException {
        Files.writeString(checkpoint, "0\n1\nchangelog 0 42\n");

        folder.open();

        assertThatStoresAreGone();
    }

    @Test
    void shouldClearStoresWhenAFileIsMissing() throws IOException {
        Files.delete(table);

        folder.open();

        assertThatStoresAreGone();
    }

    @Test
    void shouldClearStoresWhenAFileCameToThem() throws IOException {
        Files.writeString(table.resolveSibling("000013.sst"), "more cases");

        folder.open();

        assertThatStoresAreGone();
    }

    @Test
    void shouldClearStoresWhenTheSealWasDamaged() throws IOException {
        String text = Files.readString(seal);
        Files.writeString(seal, text.replace("000012.sst", "000012.sss"));

        folder.open();

        assertThatStoresAreGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "harborlight-state 1\n", "\u0000\u0001", "harborlight-state 2\n2026\n0\n"})
    void shouldClearStoresWhenTheSealIsNone(String text) throws IOException {
        Files.writeString(seal, text);

        folder.open();

        assertThatStoresAreGone();
    }

    /** Changelogs may have forgotten by then what the stores have not yet. */
    @Test
    void shouldClearStoresWhenTheyWereSealedLongAgo() {
        now = now.plus(Duration.ofHours(12));
        folder.open();
        assertThat(table).exists();
        folder.seal();

        now = now.plus(Duration.ofHours(12).plusMillis(1));
        folder.open();

        assertThatStoresAreGone();
    }

    /** The clock was set back, or the copy comes from a machine with another one: their age is not known. */
    @Test
    void shouldClearStoresWhenTheyWereSealedInTheFuture() {
        now = now.minusMillis(1);

        folder.open();

        assertThatStoresAreGone();
    }

    @Test
    void shouldLeaveOtherApplicationsAlone() throws IOException {
        Path other =
                Files.createDirectories(state.resolve("harborlight-ledger")).resolve("file");
        Files.writeString(other, "books");
        Files.delete(seal);

        folder.open();

        assertThat(other).exists();
        assertThat(state.resolve(APPLICATION).resolve("kafka-streams-process-metadata"))
                .exists();
    }

    @Test
    void shouldRefuseAndTouchNothingWhenAnotherProcessorUsesTheStores() throws IOException {
        Files.delete(seal);
        try (FileChannel file =
                        FileChannel.open(state.resolve(APPLICATION).resolve(".lock"), StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            assertThatThrownBy(folder::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another processor")
                    .hasMessageContaining("state.dir of its own");
        }
        assertThat(table).exists();
    }

    @Test
    void shouldRefuseAndSayWhatToDoWhenTheFolderIsNone() throws IOException {
        Path file = Files.writeString(state.resolve("file"), "no folder");

        assertThatThrownBy(() -> new StateFolder(file, APPLICATION, () -> now).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("delete it: the stores are then restored");
    }

    private void assertThatStoresAreGone() {
        assertThat(state.resolve(APPLICATION).resolve("0_0")).doesNotExist();
        assertThat(state.resolve(APPLICATION).resolve("kafka-streams-process-metadata"))
                .exists();
    }
}
