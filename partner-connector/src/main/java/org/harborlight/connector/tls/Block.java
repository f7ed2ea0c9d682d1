package org.harborlight.connector.tls;

import java.net.InetAddress;
import java.util.List;

/**
 * The addresses that begin with the same bits. Immutable.
 *
 * @param prefix bytes of its first address, four or sixteen
 */
record Block(List<Byte> prefix, int bits) {
    static Block of(String text) {
        int slash = text.indexOf('/');
        byte[] first = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
        Byte[] boxed = new Byte[first.length];
        for (int i = 0; i < first.length; i++) {
            boxed[i] = first[i];
        }
        return new Block(List.of(boxed), Integer.parseInt(text.substring(slash + 1)));
    }

    boolean holds(byte[] address) {
        if (address.length != prefix.size()) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int shift = 7 - bit % 8;
            if (((address[bit / 8] ^ prefix.get(bit / 8)) >> shift & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
