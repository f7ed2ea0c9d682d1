package org.harborlight.standalone.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of the registry's process: a small heap, quick start, loopback only, one H2 file that is synced on
 * every write, a pool of few connections, and no telemetry.
 */
final class RegistryCommand {
    /** System property: a recorded start (an AOT cache) to begin from. */
    private static final String CACHE = "harborlight.registry.aot";
    /** System property: where to record the start when the registry ends. */
    private static final String RECORD = "harborlight.registry.aot.record";

    static final Duration RECORDING_TAKES = Duration.ofSeconds(90);

    private RegistryCommand() {}

    static List<String> of(Path folder, int port) {
        Path home = RegistryHome.find();
        String classpath = home.resolve("quarkus-run.jar") + java.io.File.pathSeparator + RegistryHome.ownClasses();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(startCache());
        command.addAll(List.of(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dquarkus.http.access-log.enabled=false",
                "-Dquarkus.otel.sdk.disabled=true",
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("registry") + ";WRITE_DELAY=0",
                "-Dapicurio.datasource.jdbc.initial-size=1",
                "-Dapicurio.datasource.jdbc.min-size=1",
                "-Dapicurio.datasource.jdbc.max-size=8",
                "-Dapicurio.ccompat.max-subjects=100000",
                "-cp",
                classpath,
                "org.harborlight.standalone.runtime.RegistryChildMain"));
        return List.copyOf(command);
    }

    /** Whether this run records the registry's start, which takes a while at its end. */
    static boolean records() {
        return System.getProperty(RECORD) != null;
    }

    private static List<String> startCache() {
        String record = System.getProperty(RECORD);
        if (record != null) {
            return List.of(
                    "-XX:AOTCacheOutput=" + record, "-D" + RegistryChildMain.GRACE + "=" + RECORDING_TAKES.toMillis());
        }
        String cache = System.getProperty(CACHE);
        return cache != null && Files.isReadable(Path.of(cache))
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List.of();
    }
}
