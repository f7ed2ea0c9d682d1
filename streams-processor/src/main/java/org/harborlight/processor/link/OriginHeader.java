package org.harborlight.processor.link;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.harborlight.schemas.Origin;

/**
 * Says beside an internal record which notice record it is about, as {@code topic/partition/offset}, so that its outcome
 * can name it even where the record itself cannot be read. Pure.
 */
final class OriginHeader {
    private static final String NAME = "harborlight-origin";
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]{1,249})/(\\d{1,9})/(\\d{1,18})");

    private OriginHeader() {}

    static void write(Headers headers, Origin origin) {
        String text = origin.getTopic() + "/" + origin.getPartition() + "/" + origin.getOffset();
        headers.add(NAME, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where there is none, or none that can be read. */
    static Optional<Origin> read(Headers headers) {
        Header header = headers.lastHeader(NAME);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(new String(header.value(), StandardCharsets.UTF_8));
        return text.matches()
                ? Optional.of(new Origin(text.group(1), Integer.parseInt(text.group(2)), Long.parseLong(text.group(3))))
                : Optional.empty();
    }
}
