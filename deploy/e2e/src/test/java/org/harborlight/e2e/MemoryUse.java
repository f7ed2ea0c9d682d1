package org.harborlight.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Memory of another JVM.
 *
 * @param heapKib what lives on its heap, counted at one moment: what is made after a collection does not count
 * @param residentKib of the whole process, as the system counts it
 */
record MemoryUse(long heapKib, long residentKib) {
    private static final Pattern LIVING = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

    static MemoryUse of(ProcessHandle process) {
        String pid = Long.toString(process.pid());
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        long heap = LIVING.matcher(SystemCommand.run(jcmd, pid, "GC.class_histogram"))
                        .results()
                        .mapToLong(MemoryUse::number)
                        .sum()
                / 1024;
        try {
            String status = Files.readString(Path.of("/proc", pid, "status"));
            return new MemoryUse(
                    heap,
                    RESIDENT.matcher(status)
                            .results()
                            .mapToLong(MemoryUse::number)
                            .sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(MatchResult found) {
        return Long.parseLong(found.group(1));
    }
}
