package dev.millrace.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableNetworksTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "100.128.0.1", "172.32.0.1", "192.0.3.1", "223.255.255.255"})
    void public_addresses_are_reached(String address) {
        assertThat(reaches(ReachableNetworks.publicOnes(), address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2606:4700::1111", "2001:4860:4860::8888", "2a00:1450::1"})
    void public_addresses_of_the_other_kind_are_reached(String address) {
        assertThat(reaches(ReachableNetworks.publicOnes(), address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.7",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1"
            })
    void all_others_are_not(String address) {
        assertThat(reaches(ReachableNetworks.publicOnes(), address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "::1", "fd00::7", "1.1.1.1"})
    void what_the_operator_names_is_reached_too(String address) {
        ReachableNetworks networks = ReachableNetworks.publicAnd("10.1.0.0/16, ::1/128,fd00::/8");

        assertThat(reaches(networks, address)).isTrue();
        assertThat(reaches(networks, "10.2.0.1")).isFalse();
        assertThat(reaches(networks, "127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1", "10.0.0.0/33", "::/129", "localhost/8", "10.0.0.0/-1", "10.0.0.0/8,"})
    void what_is_no_network_is_refused(String text) {
        assertThatThrownBy(() -> ReachableNetworks.publicAnd(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean reaches(ReachableNetworks networks, String address) {
        return networks.reach(InetAddress.ofLiteral(address));
    }
}
