package io.isobar.serving.router;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, such as {@code 10.0.0.0/8}; a lone address is the block of just itself. */
final class Cidr {
    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] network = IpLiteral.parse(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Invalid block of addresses [%s]: write it like 10.0.0.0/8 or 2001:db8::/32".formatted(text)))
                .getAddress();
        int prefix = slash < 0 ? network.length * 8 : prefix(text, slash + 1, network.length * 8);
        return new Cidr(masked(network, prefix), prefix);
    }

    private static int prefix(String text, int from, int max) {
        String digits = text.substring(from);
        if (digits.matches("\\d{1,3}") && Integer.parseInt(digits) <= max) {
            return Integer.parseInt(digits);
        }
        throw new IllegalArgumentException(
                "Invalid block of addresses [%s]: its prefix length must be 0 to %d".formatted(text, max));
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(masked(bytes, prefix), network);
    }

    int prefix() {
        return prefix;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(8, prefix - 8 * i));
            masked[i] &= (byte) (0xff00 >> bits);
        }
        return masked;
    }
}
