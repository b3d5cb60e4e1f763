package io.isobar.query.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of IPv4 addresses, which are texts such as {@code 192.168.0.1} or integers below 2^32. */
final class AddressFunctions {
    private static final long LAST = 0xFFFF_FFFFL;

    private AddressFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("ipv4_parse", 1, 1, call -> {
                    Node argument = call.argument(0);
                    return row -> address(argument.eval(row));
                }),
                new Function("ipv4_stringify", 1, 1, call -> {
                    Node argument = call.argument(0);
                    return row -> text(address(argument.eval(row)));
                }),
                new Function("ipv4_match", 2, 2, AddressFunctions::match));
    }

    private static Node match(Call call) {
        String subnet = call.constantText(1);
        String[] parts = subnet == null ? new String[0] : subnet.split("/", -1);
        Long network = parts.length == 2 ? address(parts[0]) : null;
        Long bits = parts.length == 2 ? Numbers.parseLong(parts[1], 10) : null;
        if (network == null || bits == null || bits < 0 || bits > 32) {
            throw call.error("has a subnet [%s] that isn't of the form 192.168.0.0/16", subnet);
        }
        long mask = LAST << (32 - bits) & LAST;
        Node argument = call.argument(0);
        return row -> {
            Long address = address(argument.eval(row));
            return Coercion.truth(address != null && (address & mask) == (network & mask));
        };
    }

    private static @Nullable Long address(@Nullable Object value) {
        if (value instanceof Long number) {
            return number >= 0 && number <= LAST ? number : null;
        }
        if (!(value instanceof String text)) {
            return null;
        }
        String[] bytes = text.split("\\.", -1);
        if (bytes.length != 4) {
            return null;
        }
        long address = 0;
        for (String part : bytes) {
            Long number = part.length() <= 3 ? Numbers.parseLong(part, 10) : null;
            if (number == null || number < 0 || number > 255 || !Character.isDigit(part.charAt(0))) {
                return null;
            }
            address = address << 8 | number;
        }
        return address;
    }

    private static @Nullable String text(@Nullable Long address) {
        return address == null
                ? null
                : "%d.%d.%d.%d".formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
    }
}
