package org.harborlight.standalone.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * The first message of either side in TLS 1.1 (RFC 4346), written by hand: the JDK has TLS 1.1 disabled for the whole
 * process, and whether a peer would go down to it shows in its very next record. No key is agreed on and nothing is ever
 * sent over such a connection. Stateless.
 */
public final class OldTls {
    private static final int TLS_1_1 = 0x0302;
    private static final int TLS_1_2 = 0x0303;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int POINT_FORMATS = 11;
    private static final int ECDHE_ECDSA_AES_128_CBC_SHA = 0xc009;
    private static final int[] SUITES = {
        0xc00a, ECDHE_ECDSA_AES_128_CBC_SHA, 0xc014, 0xc013, 0x0039, 0x0033, 0x0035, 0x002f, 0x000a
    };
    private static final int[] GROUPS = {23, 24, 25};

    private OldTls() {}

    /** What a peer did next. */
    public enum Reaction {
        /** It ended the handshake: an alert, or the connection closed. */
        REFUSED,
        /** It went on with TLS 1.1 or older. */
        WENT_DOWN,
        /** It said nothing for as long as was waited. */
        SILENT
    }

    private interface Part {
        void write(DataOutputStream out) throws IOException;
    }

    /** Offers TLS 1.1 and nothing newer. */
    public static byte[] clientHello(String host, RandomGenerator random) {
        return record(CLIENT_HELLO, out -> {
            out.writeShort(TLS_1_1);
            out.write(random(random));
            out.writeByte(0);
            shorts(out, SUITES);
            out.write(new byte[] {1, 0});
            byte[] extensions = bytes(all -> {
                if (host.matches(".*[A-Za-z].*")) {
                    extension(all, SERVER_NAME, name(host));
                }
                extension(all, SUPPORTED_GROUPS, bytes(groups -> shorts(groups, GROUPS)));
                extension(all, POINT_FORMATS, new byte[] {1, 0});
            });
            out.writeShort(extensions.length);
            out.write(extensions);
        });
    }

    /** Chooses TLS 1.1, whatever the client offered. */
    public static byte[] serverHello(RandomGenerator random) {
        return record(SERVER_HELLO, out -> {
            out.writeShort(TLS_1_1);
            out.write(random(random));
            out.writeByte(0);
            out.writeShort(ECDHE_ECDSA_AES_128_CBC_SHA);
            out.writeByte(0);
        });
    }

    /** Reads the peer's next record; the socket's own timeout bounds the wait. */
    public static Reaction reaction(InputStream in) {
        try {
            DataInputStream data = new DataInputStream(in);
            int type = data.read();
            if (type < 0 || type == ALERT) {
                return Reaction.REFUSED;
            }
            data.readUnsignedShort();
            data.readUnsignedShort();
            boolean serverHello = type == HANDSHAKE && (data.readInt() >>> 24) == SERVER_HELLO;
            return serverHello && data.readUnsignedShort() >= TLS_1_2 ? Reaction.REFUSED : Reaction.WENT_DOWN;
        } catch (SocketTimeoutException e) {
            return Reaction.SILENT;
        } catch (IOException closed) {
            return Reaction.REFUSED;
        }
    }

    /** Passes over one whole record of the peer. */
    public static void skipRecord(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        data.skipNBytes(3);
        data.skipNBytes(data.readUnsignedShort());
    }

    private static byte[] record(int type, Part content) {
        byte[] body = bytes(content);
        return bytes(out -> {
            out.writeByte(HANDSHAKE);
            out.writeShort(TLS_1_1);
            out.writeShort(body.length + 4);
            out.writeInt((type << 24) | body.length);
            out.write(body);
        });
    }

    private static byte[] name(String host) {
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        return bytes(out -> {
            out.writeShort(name.length + 3);
            out.writeByte(0);
            out.writeShort(name.length);
            out.write(name);
        });
    }

    private static void extension(DataOutputStream out, int type, byte[] content) throws IOException {
        out.writeShort(type);
        out.writeShort(content.length);
        out.write(content);
    }

    private static void shorts(DataOutputStream out, int[] values) throws IOException {
        out.writeShort(2 * values.length);
        for (int value : values) {
            out.writeShort(value);
        }
    }

    private static byte[] random(RandomGenerator random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            part.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return bytes.toByteArray();
    }
}
