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
 * @param heapKib what is left in use after a collection
 * @param residentKib of the whole process, as the system counts it
 */
record MemoryUse(long heapKib, long residentKib) {
    private static final Pattern USED = Pattern.compile("used ([0-9]+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

    static MemoryUse of(ProcessHandle process) {
        String pid = Long.toString(process.pid());
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        SystemCommand.run(jcmd, pid, "GC.run");
        long heap = USED.matcher(SystemCommand.run(jcmd, pid, "GC.heap_info").split("Metaspace", -1)[0])
                .results()
                .mapToLong(MemoryUse::number)
                .sum();
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
