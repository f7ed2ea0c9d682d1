package org.harborlight.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time and memory of the rig's processes at one moment, by name. */
public record Usage(Map<String, Spent> processes) {
    /**
     * One process.
     *
     * @param cpu since its start, user and system
     * @param residentKib resident memory, KiB
     */
    public record Spent(Duration cpu, long residentKib) {}

    /** Looks at them now. */
    public static Usage of(Map<String, ProcessHandle> handles) {
        Map<String, Spent> all = new LinkedHashMap<>();
        handles.forEach((name, handle) -> all.put(name, new Spent(cpu(name, handle), residentKib(handle))));
        return new Usage(all);
    }

    /** CPU seconds that each process took since an earlier look. */
    public Map<String, Double> cpuSecondsSince(Usage earlier) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        processes.forEach((name, now) -> {
            Spent before = earlier.processes.get(name);
            if (before != null) {
                seconds.put(name, now.cpu().minus(before.cpu()).toMillis() / 1000.0);
            }
        });
        return seconds;
    }

    private static Duration cpu(String name, ProcessHandle handle) {
        return handle.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("no CPU time of " + name + ": is it still running?"));
    }

    private static long residentKib(ProcessHandle handle) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(handle.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the memory of process " + handle.pid(), e);
        }
    }
}
