package org.harborlight.processor.link;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.harborlight.schemas.Origin;

/**
 * Says beside a redriven notice which command brought it back and which record it is a copy of, so that admit reads it as
 * it read that one. Whoever writes a false one gains nothing: the gateway's receipt in the record is verified all the
 * same. Pure.
 */
public final class RedriveHeader {
    static final String COMMAND = "harborlight-redrive";

    private RedriveHeader() {}

    public static void write(Headers headers, String commandId, Origin copied) {
        headers.add(COMMAND, commandId.getBytes(StandardCharsets.UTF_8));
        OriginHeader.write(headers, copied);
    }

    /** The first record that it is a copy of; empty for a notice that nobody redrove. */
    public static Optional<Origin> read(Headers headers) {
        Header command = headers.lastHeader(COMMAND);
        return command == null ? Optional.empty() : OriginHeader.read(headers);
    }
}
