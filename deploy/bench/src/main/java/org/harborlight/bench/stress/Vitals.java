package org.harborlight.bench.stress;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one process is at one moment.
 *
 * @param pid tells one life of a service from the next
 * @param at seconds since the soak began
 * @param age seconds since the process began
 * @param heap empty where it is not looked at
 * @param series of metrics, -1 where it serves none
 */
record Vitals(
        String process,
        long pid,
        double at,
        double age,
        Optional<JvmProbe.Heap> heap,
        long residentBytes,
        int threads,
        int descriptors,
        int series) {
    private static final double MIB = 1024 * 1024;

    /** Every figure that there is, by name, in MiB where it is memory. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        heap.ifPresent(of -> {
            figures.put("heapMiB", of.used() / MIB);
            figures.put("liveHeapMiB", of.live() / MIB);
        });
        figures.put("residentMiB", residentBytes / MIB);
        figures.put("threads", (double) threads);
        figures.put("descriptors", (double) descriptors);
        if (series >= 0) {
            figures.put("series", (double) series);
        }
        return figures;
    }
}
