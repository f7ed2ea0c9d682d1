package org.harborlight.standalone.directory;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.service.OperatorKeys;
import org.harborlight.service.ServiceConfig.DirectoryTrust;

/** Whom a service of the exchange believes about the directory, as its own configuration file says. Stateless. */
public final class TrustFile {
    private TrustFile() {}

    /** Throws IllegalArgumentException where the file does not say, or names a key that cannot be read. */
    public static DirectoryTrust read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        List<String> problems = new ArrayList<>();
        List<PublicKeyEntry> keys = OperatorKeys.read(
                Arrays.stream(properties
                                .getProperty("directory.operator.keys", "")
                                .split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .toList(),
                problems);
        int threshold = Integer.parseInt(properties.getProperty("directory.operator.threshold", "1"));
        if (!problems.isEmpty() || keys.isEmpty() || threshold > keys.size()) {
            throw new IllegalArgumentException(file + " does not name the operator keys that a service believes");
        }
        return new DirectoryTrust(
                keys,
                threshold,
                Long.parseLong(properties.getProperty("directory.accessions.from", "0")),
                Optional.empty());
    }
}
