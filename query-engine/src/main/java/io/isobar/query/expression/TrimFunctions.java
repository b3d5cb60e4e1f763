package io.isobar.query.expression;

import java.util.List;

/** {@code trim}, {@code ltrim}, {@code rtrim}: take away characters at the ends, spaces unless others are named. */
final class TrimFunctions {
    private TrimFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("trim", 1, 2, call -> trim(call, true, true)),
                new Function("ltrim", 1, 2, call -> trim(call, true, false)),
                new Function("rtrim", 1, 2, call -> trim(call, false, true)));
    }

    private static Node trim(Call call, boolean atStart, boolean atEnd) {
        Node argument = call.argument(0);
        Node characters = call.size() == 2 ? call.argument(1) : new Literal(" ");
        return row -> {
            String text = Coercion.asString(argument.eval(row));
            String taken = Coercion.asString(characters.eval(row));
            if (text == null || taken == null) {
                return null;
            }
            int start = 0;
            int end = text.length();
            while (atStart && start < end && taken.indexOf(text.charAt(start)) >= 0) {
                start++;
            }
            while (atEnd && end > start && taken.indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            return text.substring(start, end);
        };
    }
}
