package org.harborlight.standalone.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request or a response of HTTP/1.1.
 *
 * @param startLine request line or status line
 * @param headers by lower-case name; of several by one name, the first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record HttpMessage(String startLine, Map<String, String> headers, byte[] body) {
    public HttpMessage {
        headers = Map.copyOf(headers);
    }

    /** By lower-case name; empty where there is none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public Optional<String> optionalHeader(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Method of a request. */
    public String method() {
        return part(0);
    }

    /** Path of a request, with its query. */
    public String target() {
        return part(1);
    }

    /** Status of a response; -1 where there is no number. */
    public int status() {
        String status = part(1);
        return status.matches("[1-9][0-9]{2}") ? Integer.parseInt(status) : -1;
    }

    /** Whether the sender keeps the connection open behind this message. */
    public boolean keepsOpen() {
        boolean told = header("connection").toLowerCase(Locale.ROOT).contains("close");
        return startLine.contains("HTTP/1.1") && !told;
    }

    private String part(int index) {
        String[] parts = startLine.split(" ", 3);
        return parts.length > index ? parts[index] : "";
    }
}
