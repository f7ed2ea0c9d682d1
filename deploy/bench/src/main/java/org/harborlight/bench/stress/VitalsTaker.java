package org.harborlight.bench.stress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.harborlight.bench.rig.Rig;
import org.harborlight.standalone.runtime.ServiceProcess;

/** Looks at every process of a rig. Used by one thread, while none of them is paused. */
final class VitalsTaker implements AutoCloseable {
    private final Rig rig;
    private final ProcessHandle load;
    private final Instant began = Instant.now();
    private final Map<String, JvmProbe> probes = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    VitalsTaker(Rig rig, ProcessHandle load) {
        this.rig = rig;
        this.load = load;
    }

    /** One for each process. */
    List<Vitals> take() throws IOException, InterruptedException {
        List<Vitals> all = new ArrayList<>();
        for (Map.Entry<String, ServiceProcess> service : new TreeMap<>(rig.services()).entrySet()) {
            ProcessHandle process = service.getValue().handle();
            all.add(vitals(
                    service.getKey(),
                    process,
                    Optional.of(probe(service.getKey(), process.pid()).heap()),
                    series(service.getValue().management())));
        }
        all.add(vitals("broker", ProcessHandle.current(), Optional.of(JvmProbe.own()), -1));
        all.add(vitals("desks", rig.desks().handle(), Optional.empty(), -1));
        all.add(vitals("load", load, Optional.empty(), -1));
        return all;
    }

    private Vitals vitals(String name, ProcessHandle process, Optional<JvmProbe.Heap> heap, int series)
            throws IOException {
        Instant now = Instant.now();
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        List<String> status = Files.readAllLines(folder.resolve("status"));
        try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
            return new Vitals(
                    name,
                    process.pid(),
                    seconds(began, now),
                    seconds(process.info().startInstant().orElse(began), now),
                    heap,
                    number(status, "VmRSS:") * 1024,
                    (int) number(status, "Threads:"),
                    (int) descriptors.count(),
                    series);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    /** A process that was started again has another number, and is looked into anew. */
    private JvmProbe probe(String name, long pid) throws IOException {
        JvmProbe known = probes.get(name);
        if (known != null && known.pid() == pid) {
            return known;
        }
        if (known != null) {
            end(known);
        }
        JvmProbe probe = JvmProbe.attach(pid);
        probes.put(name, probe);
        return probe;
    }

    /** How many series of metrics it serves. */
    private int series(URI management) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/metrics"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return (int) http.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .count();
    }

    @Override
    public void close() {
        probes.values().forEach(VitalsTaker::end);
        http.close();
    }

    private static void end(JvmProbe probe) {
        try {
            probe.close();
        } catch (IOException gone) {
            // its process was killed, and the connection with it
        }
    }
}
