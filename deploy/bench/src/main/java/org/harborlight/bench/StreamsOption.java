package org.harborlight.bench;

import org.harborlight.bench.load.Connections;
import picocli.CommandLine.Option;

/** Whether submitters come by HTTP/1.1 or by HTTP/2. */
final class StreamsOption {
    @Option(
            names = "--streams",
            defaultValue = "1",
            description = "Requests on one connection at a time, by HTTP/2; 1 is HTTP/1.1 (default: ${DEFAULT-VALUE}).")
    private int streams;

    /** For a submitter that has at most so many requests under way. */
    Connections connections(int requests) {
        return new Connections(requests, streams);
    }
}
