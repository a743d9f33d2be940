package dev.millrace.adapter.rest;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where webhooks may go: to public addresses, and to networks that the operator names.
///
/// What is public is said by what is not, as in the registries of special addresses for
/// [IPv4](https://www.iana.org/assignments/iana-ipv4-special-registry/) and
/// [IPv6](https://www.iana.org/assignments/iana-ipv6-special-registry/). Java gives IPv4 addresses that are written as
/// IPv6 ones (`::ffff:10.0.0.1`) as what they are.
public final class ReachableNetworks {
    private static final String VARIABLE = "MILLRACE_WEBHOOK_NETWORKS";

    /// Everything else in IPv6 is local, special or not given away.
    private static final Network PUBLIC_6 = Network.of("2000::/3");

    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::of)
            .toList();

    private final List<Network> allowed;

    private ReachableNetworks(List<Network> allowed) {
        this.allowed = allowed;
    }

    /// Public addresses alone.
    public static ReachableNetworks publicOnes() {
        return new ReachableNetworks(List.of());
    }

    /// Public addresses and these networks.
    ///
    /// @param text such as `10.1.0.0/16,fd00::/8`
    /// @throws IllegalArgumentException when one is none
    public static ReachableNetworks publicAnd(String text) {
        return new ReachableNetworks(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Network::of)
                .toList());
    }

    /// Reads `MILLRACE_WEBHOOK_NETWORKS`; public addresses alone unless it is given.
    ///
    /// @throws IllegalArgumentException with a sentence for people when it has another form
    public static ReachableNetworks fromEnvironment(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "").strip();
        try {
            return given.isEmpty() ? publicOnes() : publicAnd(given);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    VARIABLE + " has networks such as 10.1.0.0/16 or fd00::/8, with commas between them.", unusable);
        }
    }

    /// Whether a connection to that address may be made.
    boolean reach(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.holds(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return (!(address instanceof Inet6Address) || PUBLIC_6.holds(address))
                && SPECIAL.stream().noneMatch(network -> network.holds(address));
    }

    /// All addresses with the same beginning.
    ///
    /// @param start the beginning, as a number
    /// @param bits how long the beginning is
    /// @param length how many bits an address has
    private record Network(BigInteger start, int bits, int length) {
        static Network of(String text) {
            String[] parts = text.split("/", 2);
            if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}")) {
                throw new IllegalArgumentException("a network is an address, a slash and a number of bits");
            }
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = Integer.parseInt(parts[1]);
            int length = address.length * Byte.SIZE;
            if (bits > length) {
                throw new IllegalArgumentException("an address has not so many bits");
            }
            return new Network(beginning(address, bits), bits, length);
        }

        boolean holds(InetAddress address) {
            byte[] given = address.getAddress();
            return given.length * Byte.SIZE == length && beginning(given, bits).equals(start);
        }

        private static BigInteger beginning(byte[] address, int bits) {
            return new BigInteger(1, address).shiftRight(address.length * Byte.SIZE - bits);
        }
    }
}
