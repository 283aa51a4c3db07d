package io.talkoo.http.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which addresses are out in the open: not of this machine, its network, or made of one that is. */
final class Addresses {
    /** An address and how many of its first bits count. */
    private record Range(byte[] start, int bits) {
        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    // What InetAddress has no word for: of IPv6 also all forms that carry an IPv4 address with them.
    private static final List<Range> CLOSED = ranges(
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7");

    private Addresses() {}

    private static List<Range> ranges(String... texts) {
        return Arrays.stream(texts).map(Addresses::range).toList();
    }

    private static Range range(String text) {
        String[] parts = text.split("/");
        try {
            return new Range(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text, e);
        }
    }

    static boolean isPublic(InetAddress address) {
        boolean closed = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || address instanceof Inet6Address scoped && scoped.getScopeId() != 0;
        byte[] bytes = address.getAddress();
        return !closed && CLOSED.stream().noneMatch(range -> range.contains(bytes));
    }
}
