package org.harborlight.connector.tls;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an address is good for, by IANA's registries of special-purpose addresses. An IPv6 address that carries an IPv4
 * address is never better than that one, nor ever a public one: where it leads, a translator decides.
 */
enum AddressRange {
    /** Anywhere on the internet. */
    PUBLIC,
    /** Within a house, or set aside: only where the directory entry says so. */
    INNER,
    /** Not even then: link-local holds the metadata services of clouds, and nobody has a desk at a group address. */
    NEVER;

    private static final List<Block> NEVER_BLOCKS = blocks(
            "0.0.0.0/8", // this network
            "169.254.0.0/16", // link-local, metadata
            "100.100.100.200/32", // metadata of a cloud
            "168.63.129.16/32", // metadata of a cloud
            "192.0.0.192/32", // metadata of a cloud
            "224.0.0.0/4", // multicast
            "255.255.255.255/32", // broadcast
            "::/128", // unspecified
            "fe80::/10", // link-local
            "fd00:ec2::/32", // metadata of a cloud
            "fd00:42::42/128", // metadata of a cloud
            "fd20:ce::254/128", // metadata of a cloud
            "ff00::/8"); // multicast

    private static final List<Block> INNER_BLOCKS = blocks(
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "240.0.0.0/4"); // reserved

    /** All of IPv6 that is not here is set aside; of this, these parts are. */
    private static final Block GLOBAL = Block.of("2000::/3");

    private static final List<Block> NOT_GLOBAL = blocks(
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    private static final List<Carrier> CARRIERS = List.of(
            new Carrier(Block.of("::/96"), 12, 0), // compatible, and loopback
            new Carrier(Block.of("::ffff:0:0:0/96"), 12, 0), // translated
            new Carrier(Block.of("64:ff9b::/96"), 12, 0), // NAT64
            new Carrier(Block.of("64:ff9b:1::/48"), 12, 0), // NAT64 of a house
            new Carrier(Block.of("2002::/16"), 2, 0), // 6to4
            new Carrier(Block.of("2001::/32"), 12, 0xff)); // Teredo

    private static final Block LOOPBACK = Block.of("::1/128");

    /** Where IPv6 carries IPv4, and by what its bytes are masked. */
    private record Carrier(Block block, int from, int mask) {
        byte[] carried(byte[] address) {
            byte[] inner = new byte[4];
            for (int i = 0; i < inner.length; i++) {
                inner[i] = (byte) (address[from + i] ^ mask);
            }
            return inner;
        }
    }

    static AddressRange of(InetAddress address) {
        return of(address.getAddress());
    }

    private static AddressRange of(byte[] address) {
        if (in(NEVER_BLOCKS, address) || carriesNever(address)) {
            return NEVER;
        }
        boolean inner =
                address.length == 4 ? in(INNER_BLOCKS, address) : !GLOBAL.holds(address) || in(NOT_GLOBAL, address);
        return inner ? INNER : PUBLIC;
    }

    /** Loopback, ::1, looks as if it carried 0.0.0.1. */
    private static boolean carriesNever(byte[] address) {
        return !LOOPBACK.holds(address)
                && CARRIERS.stream()
                        .filter(carrier -> carrier.block().holds(address))
                        .anyMatch(carrier -> of(carrier.carried(address)) == NEVER);
    }

    private static boolean in(List<Block> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.holds(address));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }
}
