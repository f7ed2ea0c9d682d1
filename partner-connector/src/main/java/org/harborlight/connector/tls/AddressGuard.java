package org.harborlight.connector.tls;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Decides whether a partner's addresses may be dialled, on the addresses themselves and not on the name. The caller dials
 * exactly the addresses that were checked, so a name that changes its answer in between gains nothing. Stateless.
 */
public final class AddressGuard {
    private AddressGuard() {}

    /** What the check found. */
    public sealed interface Checked {
        /** In the order of the resolver; at least one. */
        record Dial(List<InetAddress> addresses) implements Checked {}

        record Refused(String reason) implements Checked {}
    }

    /** One forbidden address among several is enough to refuse them all. */
    public static Checked check(List<InetAddress> addresses, boolean allowPrivate) {
        if (addresses.isEmpty()) {
            return new Checked.Refused("name-not-resolved");
        }
        boolean refused = addresses.stream().anyMatch(address -> never(address) || (!allowPrivate && inner(address)));
        return refused ? new Checked.Refused("address-refused") : new Checked.Dial(List.copyOf(addresses));
    }

    /** Not even where private addresses are allowed: link-local holds the metadata services of clouds. */
    private static boolean never(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress();
    }

    private static boolean inner(InetAddress address) {
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || reserved(address);
    }

    private static boolean reserved(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            return first == 0
                    || first >= 240
                    || (first == 100 && (second & 0xc0) == 64)
                    || (first == 192 && second == 0 && bytes[2] == 0)
                    || (first == 198 && (second & 0xfe) == 18);
        }
        boolean uniqueLocal = (first & 0xfe) == 0xfc;
        boolean translated = first == 0x00 && second == 0x64;
        boolean sixToFour = first == 0x20 && second == 0x02;
        boolean compatible = first == 0 && second == 0;
        return uniqueLocal || translated || sixToFour || compatible;
    }
}
