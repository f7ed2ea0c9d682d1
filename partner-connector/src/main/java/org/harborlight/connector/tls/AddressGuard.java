package org.harborlight.connector.tls;

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
        boolean refused = addresses.stream().map(AddressRange::of).anyMatch(range -> switch (range) {
            case PUBLIC -> false;
            case INNER -> !allowPrivate;
            case NEVER -> true;
        });
        return refused ? new Checked.Refused("address-refused") : new Checked.Dial(List.copyOf(addresses));
    }
}
