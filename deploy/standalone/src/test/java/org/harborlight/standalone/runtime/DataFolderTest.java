package org.harborlight.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time, and nobody else reads it. */
class DataFolderTest {
    @TempDir
    private Path parent;

    @Test
    void shouldRefuseASecondStartAndNameTheFirst() {
        Path folder = parent.resolve("data");
        try (DataFolder first = DataFolder.open(folder)) {
            assertThat(first.root()).isEqualTo(folder);
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(DataFolderInUseException.class)
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void shouldOpenAgainWhenTheFirstHasClosed() {
        Path folder = parent.resolve("data");
        DataFolder.open(folder).close();
        try (DataFolder again = DataFolder.open(folder)) {
            assertThat(again.endpoints()).doesNotExist();
        }
    }

    @Test
    void shouldBeReadableByItsOwnerOnly() throws Exception {
        Path folder = parent.resolve("data");
        try (DataFolder _ = DataFolder.open(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }
}
