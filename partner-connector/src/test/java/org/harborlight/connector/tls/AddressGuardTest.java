package org.harborlight.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
    @Test
    void shouldDialAllInTheirOrderWhenAllArePublic() {
        List<InetAddress> addresses = addresses("192.0.1.9", "2606:4700::1111", "8.8.8.8");

        assertThat(AddressGuard.check(addresses, false)).isEqualTo(new AddressGuard.Checked.Dial(addresses));
    }

    @Test
    void shouldRefuseAllWhenOneIsPrivate() {
        assertThat(AddressGuard.check(addresses("8.8.8.8", "10.0.0.1"), false))
                .isEqualTo(new AddressGuard.Checked.Refused("address-refused"));
    }

    /** Both ends of a range where it has an end that could be mistaken, and the address beyond it among the public ones. */
    @ParameterizedTest
    @CsvSource({
        "loopback, 127.0.0.1 127.255.255.254 ::1",
        "private, 10.0.0.0 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255",
        "carriers, 100.64.0.1 100.127.255.255",
        "assignments, 192.0.0.1 192.0.0.255 192.88.99.1 2001:2::1 2001:20::1",
        "benchmarks, 198.18.0.1 198.19.255.255",
        "documentation, 192.0.2.1 198.51.100.1 203.0.113.7 2001:db8::1 3fff::1",
        "reserved, 240.0.0.1 255.255.255.254 4000::1 1::1 100::1 5f00::1",
        "unique local, fc00::1 fd00::1 fdff:ffff::1",
        "site local, fec0::1",
        "mapped, ::ffff:10.0.0.1 ::ffff:127.0.0.1",
        "NAT64, 64:ff9b::8.8.8.8 64:ff9b::10.0.0.1 64:ff9b::127.0.0.1 64:ff9b:1::8.8.8.8 64:ff9b:1:ffff::1.2.3.4",
        "6to4, 2002:0808:0808::1 2002:0a00:0001::1 2002:7f00:0001::1",
        "Teredo, 2001::f7f7:f7f7 2001:0:4136:e378:8000:63bf:f5ff:fffe",
        "compatible, ::8.8.8.8 ::10.0.0.1"
    })
    void shouldDialInnerAddressesOnlyWhenTheyAreAllowed(String range, String literals) {
        assertThat(literals.split(" ", -1)).as(range).allSatisfy(literal -> {
            assertThat(refused(literal, false)).isTrue();
            assertThat(refused(literal, true)).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "link-local, 169.254.0.1 169.254.255.255 fe80::1 febf::1",
        "metadata, 169.254.169.254 169.254.170.2 100.100.100.200 192.0.0.192 fd00:ec2::254",
        "multicast, 224.0.0.1 239.255.255.255 ff02::1 ff0e::1",
        "broadcast, 255.255.255.255",
        "unspecified, 0.0.0.0 0.1.2.3 ::",
        "mapped, ::ffff:169.254.169.254 ::ffff:0.0.0.0",
        "NAT64, 64:ff9b::169.254.169.254 64:ff9b:1::169.254.169.254",
        "6to4, 2002:a9fe:a9fe::1",
        "Teredo, 2001:0:4136:e378:8000:63bf:5601:5601",
        "compatible, ::169.254.169.254",
        "translated, ::ffff:0:169.254.169.254"
    })
    void shouldNeverDialWhereMetadataOrGroupsAre(String range, String literals) {
        assertThat(literals.split(" ", -1)).as(range).allSatisfy(literal -> {
            assertThat(refused(literal, false)).isTrue();
            assertThat(refused(literal, true)).isTrue();
        });
    }

    @Test
    void shouldDialTheNeighboursOfEveryRange() {
        assertThat(Stream.of(
                        "9.255.255.255",
                        "11.0.0.0",
                        "100.63.255.255",
                        "100.128.0.0",
                        "126.255.255.255",
                        "128.0.0.1",
                        "169.253.255.255",
                        "169.255.0.0",
                        "172.15.255.255",
                        "172.32.0.0",
                        "192.0.1.0",
                        "192.0.3.0",
                        "192.167.255.255",
                        "192.169.0.0",
                        "198.17.255.255",
                        "198.20.0.0",
                        "223.255.255.255",
                        "2001:200::1",
                        "2001:db7:ffff::1",
                        "2001:db9::1",
                        "2003::1",
                        "3ffe::1"))
                .noneMatch(literal -> refused(literal, false));
    }

    /** Whatever a resolver makes of a text, the address is what is checked, and what is dialled. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "127.1",
                "127.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "017700000001",
                "2852039166",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "localhost"
            })
    void shouldNotDialInnerAddressesHoweverTheyAreWritten(String host) {
        List<InetAddress> found = new NameLookup(host).addresses(Duration.ofSeconds(5));

        assertThat(AddressGuard.check(found, false)).isInstanceOf(AddressGuard.Checked.Refused.class);
    }

    @Test
    void shouldSayThatTheNameLeadsNowhereWhenThereIsNoAddress() {
        assertThat(AddressGuard.check(List.of(), true))
                .isEqualTo(new AddressGuard.Checked.Refused("name-not-resolved"));
    }

    private static boolean refused(String literal, boolean allowPrivate) {
        return AddressGuard.check(addresses(literal), allowPrivate) instanceof AddressGuard.Checked.Refused;
    }

    private static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toList();
    }
}
