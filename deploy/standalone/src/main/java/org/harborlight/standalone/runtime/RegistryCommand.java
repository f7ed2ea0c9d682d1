package org.harborlight.standalone.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * The command line of the registry's process: a small heap, quick start, loopback only, one H2 file that is synced on
 * every write, a pool of few connections, and no telemetry.
 */
final class RegistryCommand {
    private RegistryCommand() {}

    static List<String> of(Path folder, int port) {
        Path home = RegistryHome.find();
        String classpath = home.resolve("quarkus-run.jar") + java.io.File.pathSeparator + RegistryHome.ownClasses();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
                "org.harborlight.standalone.runtime.RegistryChildMain");
    }
}
