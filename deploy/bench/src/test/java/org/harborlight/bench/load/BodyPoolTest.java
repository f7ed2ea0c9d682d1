package org.harborlight.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BodyPoolTest {
    @Test
    void shouldSendAgainWhatWasNotAcceptedBeforeAnythingNew(@TempDir Path folder) throws IOException {
        try (BodyPool pool = pool(folder, 3)) {
            byte[] refused = pool.next();
            assertThat(pool.next()).containsExactly(1);

            pool.giveBack(refused);

            assertThat(pool.waiting()).isEqualTo(1);
            assertThat(pool.next()).isSameAs(refused);
            assertThat(pool.next()).containsExactly(2);
            assertThat(pool.different()).isEqualTo(3);
        }
    }

    @Test
    void shouldBeginAnewAndSaySoWhenAllWereSent(@TempDir Path folder) throws IOException {
        try (BodyPool pool = pool(folder, 2)) {
            pool.next();
            pool.next();
            assertThat(pool.rounds()).isZero();

            assertThat(pool.next()).containsExactly(0);

            assertThat(pool.rounds()).isEqualTo(1);
            assertThat(pool.different()).isEqualTo(2);
        }
    }

    private static BodyPool pool(Path folder, int count) throws IOException {
        Path file = folder.resolve("bodies");
        NoticeFile.write(file, count, n -> new byte[] {(byte) n});
        return new BodyPool(file);
    }
}
