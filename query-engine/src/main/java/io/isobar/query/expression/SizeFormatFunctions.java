package io.isobar.query.expression;

import java.util.List;
import java.util.Locale;

/** {@code human_readable_…}: a number with the prefix of its size, such as {@code 1.00 MiB}. */
final class SizeFormatFunctions {
    private static final String[] BINARY_BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String[] DECIMAL_BYTES = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
    private static final String[] DECIMAL = {"", "K", "M", "G", "T", "P", "E"};

    private SizeFormatFunctions() {}

    static List<Function> all() {
        return List.of(
                function("human_readable_binary_byte_format", 1024, BINARY_BYTES),
                function("human_readable_decimal_byte_format", 1000, DECIMAL_BYTES),
                function("human_readable_decimal_format", 1000, DECIMAL));
    }

    private static Function function(String name, int base, String[] units) {
        return new Function(name, 1, 2, call -> {
            Node argument = call.argument(0);
            return row -> {
                int precision = precision(call, row);
                return argument.eval(row) instanceof Number value
                        ? text(value.longValue(), base, units, precision)
                        : null;
            };
        });
    }

    private static int precision(Call call, Bindings row) {
        if (call.size() == 1) {
            return 2;
        }
        Object value = call.argument(1).eval(row);
        if (!(value instanceof Long precision) || precision < 0 || precision > 3) {
            throw call.error("needs a precision from 0 to 3, not [%s]", value);
        }
        return precision.intValue();
    }

    private static String text(long value, int base, String[] units, int precision) {
        if (Math.abs((double) value) < base) {
            return units[0].isEmpty() ? Long.toString(value) : value + " " + units[0];
        }
        int unit = 0;
        double scaled = value;
        while (Math.abs(scaled) >= base && unit < units.length - 1) {
            scaled /= base;
            unit++;
        }
        return String.format(Locale.ENGLISH, "%." + precision + "f %s", scaled, units[unit]);
    }
}
