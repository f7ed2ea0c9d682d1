package org.harborlight.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file system of a few megabytes, in memory, which can be filled. {@link #close} removes it; what a process left that
 * was killed, the next one removes. Needs to be allowed to mount. Used by one thread.
 */
final class SmallDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";
    private static final int BLOCK = 4096;
    private static final String PREFIX = "harborlight-test-";
    private static final Pattern OURS = Pattern.compile("(?m)^" + PREFIX + "([0-9]+) (\\S+) tmpfs ");

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Why there cannot be one here; empty where there can. */
    static Optional<String> missing(Path folder) {
        try (SmallDisk probe = mount(folder, 1)) {
            return probe.free() > 0 ? Optional.empty() : Optional.of("a mounted tmpfs has no room");
        } catch (IllegalStateException | UncheckedIOException e) {
            return Optional.of("mounting a tmpfs is not permitted: " + e.getMessage());
        }
    }

    /** @param folder made where missing */
    static SmallDisk mount(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        removeLeftovers();
        String name = PREFIX + ProcessHandle.current().pid();
        SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", name, folder.toString());
        return new SmallDisk(folder);
    }

    /** Of processes that were killed. */
    private static void removeLeftovers() {
        OURS.matcher(SystemCommand.run("cat", "/proc/mounts"))
                .results()
                .filter(mount -> !Files.exists(Path.of("/proc", mount.group(1))))
                .forEach(mount -> unmount(mount.group(2)));
    }

    Path root() {
        return root;
    }

    /** Takes all the room that is left. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(root.resolve(BALLAST))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (free() > BLOCK) {
                throw new UncheckedIOException("cannot fill " + root, e);
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    void makeRoom() {
        try {
            Files.delete(root.resolve(BALLAST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that are taken. */
    long used() {
        try {
            return Files.getFileStore(root).getTotalSpace() - free();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that are left. */
    long free() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unmount(root.toString());
    }

    /** Also where files in it are open: it then goes with the last of them. */
    private static void unmount(String folder) {
        SystemCommand.run("umount", "--lazy", folder);
    }
}
