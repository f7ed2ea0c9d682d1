package org.harborlight.standalone.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the messages of one HTTP/1.1 connection, one after another, each of bounded size (RFC 9112). Interim responses
 * are passed over. For one thread.
 */
public final class HttpReader {
    private static final int LARGEST_HEAD = 16 * 1024;
    private static final String CHUNKED = "chunked";

    private final InputStream in;
    private final boolean responses;
    private int headLeft;

    private HttpReader(InputStream in, boolean responses) {
        this.in = new BufferedInputStream(in);
        this.responses = responses;
    }

    public static HttpReader ofRequests(InputStream in) {
        return new HttpReader(in, false);
    }

    public static HttpReader ofResponses(InputStream in) {
        return new HttpReader(in, true);
    }

    /**
     * The next message; empty where the connection has ended before it.
     *
     * @throws TooLargeException where its body is larger than this
     */
    public Optional<HttpMessage> next(int largestBody) throws IOException {
        headLeft = LARGEST_HEAD;
        Optional<String> start = line();
        while (responses && start.filter(HttpReader::interim).isPresent()) {
            headers();
            start = line();
        }
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = headers();
        HttpMessage head = new HttpMessage(start.get(), headers, new byte[0]);
        return Optional.of(new HttpMessage(start.get(), headers, body(head, largestBody)));
    }

    private static boolean interim(String statusLine) {
        return statusLine.matches("HTTP/1\\.[01] 1[0-9]{2}.*");
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = needed(); !line.isEmpty(); line = needed()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(HttpMessage head, int largest) throws IOException {
        if (responses && (head.status() == 204 || head.status() == 304)) {
            return new byte[0];
        }
        if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).endsWith(CHUNKED)) {
            return chunks(largest);
        }
        Optional<String> length = head.optionalHeader("content-length");
        if (length.isPresent()) {
            return exactly(number(length.get(), 10), largest);
        }
        if (!responses) {
            return new byte[0];
        }
        byte[] rest = in.readNBytes(largest + 1);
        if (rest.length > largest) {
            throw new TooLargeException("body");
        }
        return rest;
    }

    private byte[] chunks(int largest) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size, largest - body.size()));
            needed();
        }
        headers();
        return body.toByteArray();
    }

    private long chunkSize() throws IOException {
        headLeft = LARGEST_HEAD;
        return number(needed().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(long length, int largest) throws IOException {
        if (length > largest) {
            throw new TooLargeException("body");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("cut off amid the body");
        }
        return bytes;
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix) & Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new IOException("not a length", e);
        }
    }

    private String needed() throws IOException {
        return line().orElseThrow(() -> new EOFException("cut off amid the head"));
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                if (line.size() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("cut off amid the head");
            }
            if (headLeft-- == 0) {
                throw new TooLargeException("head");
            }
            line.write(read);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
