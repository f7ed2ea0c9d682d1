package org.harborlight.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import org.harborlight.standalone.runtime.Endpoints;
import org.jspecify.annotations.Nullable;

/** Finds the exchange that runs on a data folder. */
final class RunningExchange {
    private final Path data;

    RunningExchange(Path data) {
        this.data = data;
    }

    Endpoints endpoints() {
        return Endpoints.read(data.resolve("endpoints.json"))
                .orElseThrow(() -> new UsageException("no exchange runs on " + data.toAbsolutePath()
                        + "; start one with `harborlight serve`, or name its folder with --data"));
    }

    /** The given address, else the one of a service of the exchange on the data folder. */
    URI management(String service, @Nullable URI given) {
        if (given != null) {
            return given;
        }
        URI found = endpoints().management().get(service);
        if (found == null) {
            throw new UsageException("the exchange on " + data.toAbsolutePath() + " has no " + service);
        }
        return found;
    }
}
