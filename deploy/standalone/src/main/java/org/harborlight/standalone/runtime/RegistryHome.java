package org.harborlight.standalone.runtime;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the unpacked registry program is: the build unpacks it beside this module's classes. System property
 * {@value #PROPERTY} names another place.
 */
final class RegistryHome {
    static final String PROPERTY = "harborlight.registry.home";
    private static final String RUNNER = "quarkus-run.jar";

    private RegistryHome() {}

    static Path find() {
        String named = System.getProperty(PROPERTY);
        return candidates(named)
                .filter(folder -> Files.isRegularFile(folder.resolve(RUNNER)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the schema registry's program is not there; build with"
                        + " `mvn package` or set -D" + PROPERTY + "=<folder with " + RUNNER + ">"));
    }

    /** The classes of this module, for the child's classpath. */
    static Path ownClasses() {
        try {
            return Path.of(RegistryHome.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where this program's classes are", e);
        }
    }

    private static Stream<Path> candidates(@Nullable String named) {
        Stream<Path> beside = Stream.of(ownClasses().resolveSibling("apicurio"));
        Stream<Path> above = Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(folder -> folder.resolve("deploy/standalone/target/apicurio"));
        Stream<Path> found = Stream.concat(beside, above);
        return named == null ? found : Stream.concat(Stream.of(Path.of(named)), found);
    }
}
