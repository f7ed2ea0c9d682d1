package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.harborlight.standalone.pki.SmallAuthority;
import picocli.CommandLine.Option;

/** Where the authority is. */
final class AuthorityOption {
    @Option(names = "--ca", required = true, paramLabel = "FOLDER", description = "Folder of the authority.")
    private Path folder = Path.of("");

    SmallAuthority open() {
        return Subcommand.usable("--ca", () -> SmallAuthority.open(folder, InstantSource.system(), new SecureRandom()));
    }

    SmallAuthority create(String name) {
        return Subcommand.usable(
                "--ca", () -> SmallAuthority.create(folder, name, InstantSource.system(), new SecureRandom()));
    }

    Path folder() {
        return folder;
    }
}
