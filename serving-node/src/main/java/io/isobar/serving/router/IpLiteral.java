package io.isobar.serving.router;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that are written as numbers. Never asks DNS: the text comes from clients. */
final class IpLiteral {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    private IpLiteral() {}

    /**
     * Reads {@code 192.0.2.1}, {@code 2001:db8::1}, and either with a port ({@code 192.0.2.1:80},
     * {@code [2001:db8::1]:80}); a v4 address that is mapped into v6 is the v4 address.
     */
    static Optional<InetAddress> parse(String text) {
        String address = text.strip();
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            boolean well = end > 0 && (end == address.length() - 1 || isPort(address.substring(end + 1)));
            return well ? v6(address.substring(1, end)) : Optional.empty();
        }
        int colon = address.indexOf(':');
        if (colon >= 0 && colon == address.lastIndexOf(':')) {
            return isPort(address.substring(colon)) ? v4(address.substring(0, colon)) : Optional.empty();
        }
        return colon >= 0 ? v6(address) : v4(address);
    }

    private static boolean isPort(String text) {
        return text.startsWith(":") && PORT.matcher(text.substring(1)).matches();
    }

    private static Optional<InetAddress> v4(String text) {
        return V4.matcher(text).matches() && !text.endsWith(".") ? resolved(text) : Optional.empty();
    }

    private static Optional<InetAddress> v6(String text) {
        return text.contains(":") && V6.matcher(text).matches() ? resolved(text) : Optional.empty();
    }

    private static Optional<InetAddress> resolved(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
