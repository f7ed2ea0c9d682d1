package org.harborlight.processor.enrich;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes tiny geolocation files in the MaxMind DB format 2.0: a search tree over IPv6 with IPv4 under {@code ::/96},
 * and one country for each prefix. Prefixes must not overlap. For one thread.
 */
public final class GeolocationFiles {
    /** The ranges that RFC 5737 and RFC 3849 keep for documentation, each in a country of the examples. */
    public static final Map<String, String> DOCUMENTATION = Map.of(
            "192.0.2.0/24", "IE",
            "198.51.100.0/24", "DE",
            "203.0.113.0/24", "NL",
            "2001:db8:1::/48", "IE",
            "2001:db8:2::/48", "DE");

    private static final byte[] METADATA_START = "...MaxMind.com".getBytes(StandardCharsets.US_ASCII);
    private static final int RECORD_BITS = 24;
    private static final int SEPARATOR = 16;
    private static final int IPV4_OFFSET = 96;
    private static final int UINT16 = 5;
    private static final int UINT32 = 6;
    private static final int UINT64 = 9;
    private static final int ARRAY = 11;

    static {
        METADATA_START[0] = (byte) 0xAB;
        METADATA_START[1] = (byte) 0xCD;
        METADATA_START[2] = (byte) 0xEF;
    }

    /** Two records a node: 0 is empty, a positive one the next node, a negative one ~offset of its data. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[2]));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Map<String, Integer> offsets = new LinkedHashMap<>();

    private GeolocationFiles() {}

    /** Writes a file that knows these prefixes, each with the code to answer. */
    public static Path write(Path file, Instant builtAt, Map<String, String> codes) throws IOException {
        GeolocationFiles files = new GeolocationFiles();
        for (Map.Entry<String, String> one : new TreeMap<>(codes).entrySet()) {
            files.add(one.getKey(), one.getValue());
        }
        return Files.write(file, files.bytes(builtAt));
    }

    private void add(String prefix, String code) {
        int slash = prefix.indexOf('/');
        byte[] address = InetAddress.ofLiteral(prefix.substring(0, slash)).getAddress();
        int skipped = address.length == 4 ? IPV4_OFFSET : 0;
        int length = skipped + Integer.parseInt(prefix, slash + 1, prefix.length(), 10);
        int node = 0;
        for (int bit = 0; bit < length - 1; bit++) {
            int side = side(address, bit - skipped);
            if (nodes.get(node)[side] == 0) {
                nodes.get(node)[side] = nodes.size();
                nodes.add(new int[2]);
            }
            node = nodes.get(node)[side];
        }
        nodes.get(node)[side(address, length - 1 - skipped)] = ~offset(code);
    }

    private static int side(byte[] address, int bit) {
        return bit < 0 ? 0 : (address[bit / 8] >> (7 - bit % 8)) & 1;
    }

    private int offset(String code) {
        return offsets.computeIfAbsent(code, fresh -> {
            int at = data.size();
            map(data, 1);
            text(data, "country");
            map(data, 1);
            text(data, "iso_code");
            text(data, fresh);
            return at;
        });
    }

    private byte[] bytes(Instant builtAt) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int record : node) {
                int value = record < 0 ? nodes.size() + SEPARATOR + ~record : record == 0 ? nodes.size() : record;
                file.writeBytes(new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value});
            }
        }
        file.writeBytes(new byte[SEPARATOR]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(METADATA_START);
        metadata(file, builtAt);
        return file.toByteArray();
    }

    private void metadata(ByteArrayOutputStream file, Instant builtAt) {
        map(file, 9);
        number(file, "binary_format_major_version", UINT16, 2);
        number(file, "binary_format_minor_version", UINT16, 0);
        number(file, "build_epoch", UINT64, builtAt.getEpochSecond());
        text(file, "database_type");
        text(file, "Documentation-Country");
        text(file, "description");
        map(file, 0);
        number(file, "ip_version", UINT16, 6);
        text(file, "languages");
        control(file, ARRAY, 0);
        number(file, "node_count", UINT32, nodes.size());
        number(file, "record_size", UINT16, RECORD_BITS);
    }

    private static void number(ByteArrayOutputStream out, String name, int type, long value) {
        int size = type == UINT16 ? 2 : type == UINT32 ? 4 : 8;
        text(out, name);
        control(out, type, size);
        out.write(ByteBuffer.allocate(8).putLong(value).array(), 8 - size, size);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        control(out, 2, bytes.length);
        out.writeBytes(bytes);
    }

    private static void map(ByteArrayOutputStream out, int size) {
        control(out, 7, size);
    }

    /** Sizes up to 28 stand in the control byte itself; types above 7 in a byte of their own. */
    private static void control(ByteArrayOutputStream out, int type, int size) {
        out.write(type > 7 ? size : type << 5 | size);
        if (type > 7) {
            out.write(type - 7);
        }
    }
}
