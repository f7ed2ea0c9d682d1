package org.harborlight.connector.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** As many keys as an exchange has after some hours, each as long as those of section keys. */
class ViewStoreIT {
    private static final int KEYS = 150_000;
    private static final int AT_ONCE = 500;
    private static final int LOOK_UPS = 500;
    private static final int VALUE_BYTES = 700;
    /** A block of data, and a piece of the index and of the filter, several times over. */
    private static final long MOST_BYTES_A_LOOK_UP = 64 * 1024;

    private final Random random = new Random(7);

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only there a process sees what it has read")
    void shouldReadLittleForALookUpWhenTheStoreIsLarge() throws IOException {
        try (ViewStore store = ViewStore.scratch(folder)) {
            fill(store);

            long before = bytesRead();
            for (int i = 0; i < LOOK_UPS; i++) {
                assertThat(store.get(key(random.nextInt(KEYS)))).isPresent();
            }

            assertThat((bytesRead() - before) / LOOK_UPS).isLessThan(MOST_BYTES_A_LOOK_UP);
        }
    }

    private void fill(ViewStore store) {
        for (int written = 0; written < KEYS; written += AT_ONCE) {
            int from = written;
            store.write(batch -> {
                for (int i = from; i < from + AT_ONCE; i++) {
                    byte[] value = new byte[VALUE_BYTES];
                    random.nextBytes(value);
                    batch.put(key(i), value);
                }
            });
        }
        store.compact("");
    }

    private static String key(int number) {
        byte[] name = String.valueOf(number).getBytes(StandardCharsets.UTF_8);
        return "a-platform-with-a-name/" + UUID.nameUUIDFromBytes(name) + "/abcdefghijklmnopqrstuvwxyz234567";
    }

    private static long bytesRead() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("rchar:"))
                .map(line -> Long.parseLong(line.substring("rchar:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }
}
