package org.harborlight.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
    @Test
    void shouldDialAllInTheirOrderWhenAllArePublic() {
        List<InetAddress> addresses = addresses("192.0.1.9", "2001:db8::1", "203.0.113.7");

        assertThat(AddressGuard.check(addresses, false)).isEqualTo(new AddressGuard.Checked.Dial(addresses));
    }

    @Test
    void shouldRefuseAllWhenOneIsPrivate() {
        assertThat(AddressGuard.check(addresses("203.0.113.7", "10.0.0.1"), false))
                .isEqualTo(new AddressGuard.Checked.Refused("address-refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "100.64.0.1", "240.0.0.1", "fd00::1", "::1"
            })
    void shouldDialInnerAddressesOnlyWhenTheyAreAllowed(String address) {
        List<InetAddress> addresses = addresses(address);

        assertThat(AddressGuard.check(addresses, false)).isInstanceOf(AddressGuard.Checked.Refused.class);
        assertThat(AddressGuard.check(addresses, true)).isInstanceOf(AddressGuard.Checked.Dial.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0"})
    void shouldRefuseLinkLocalAndMulticastWhenPrivateOnesAreAllowed(String address) {
        assertThat(AddressGuard.check(addresses(address), true)).isInstanceOf(AddressGuard.Checked.Refused.class);
    }

    @Test
    void shouldSayThatTheNameLeadsNowhereWhenThereIsNoAddress() {
        assertThat(AddressGuard.check(List.of(), true))
                .isEqualTo(new AddressGuard.Checked.Refused("name-not-resolved"));
    }

    private static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toList();
    }
}
