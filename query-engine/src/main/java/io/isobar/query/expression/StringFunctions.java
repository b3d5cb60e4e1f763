package io.isobar.query.expression;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions of texts. Lengths and indexes count UTF-16 code units from 0. Of null they are null. */
final class StringFunctions {
    /** Longer texts aren't built: one row can't use up the memory. */
    private static final int MAX_LENGTH = 1 << 24;

    private StringFunctions() {}

    private interface OfText {
        @Nullable
        Object apply(String text);
    }

    static List<Function> all() {
        return List.of(
                new Function("concat", 0, Function.MANY, StringFunctions::concat),
                new Function("format", 1, Function.MANY, StringFunctions::format),
                ofText("strlen", text -> (long) text.length()),
                ofText("lower", text -> text.toLowerCase(Locale.ENGLISH)),
                ofText("upper", text -> text.toUpperCase(Locale.ENGLISH)),
                ofText("reverse", text -> new StringBuilder(text).reverse().toString()),
                new Function("decode_base64_utf8", 1, 1, call -> row -> {
                    String text = text(call, 0, row);
                    return text == null ? null : decodeBase64(call, text);
                }),
                new Function("substring", 3, 3, call -> row -> substring(call, row)),
                new Function("left", 2, 2, call -> row -> side(call, row, true)),
                new Function("right", 2, 2, call -> row -> side(call, row, false)),
                new Function("replace", 3, 3, call -> row -> replace(call, row)),
                new Function("repeat", 2, 2, call -> row -> repeat(call, row)),
                new Function("lpad", 3, 3, call -> row -> pad(call, row, true)),
                new Function("rpad", 3, 3, call -> row -> pad(call, row, false)),
                new Function("strpos", 2, 3, call -> row -> position(call, row)),
                new Function("contains_string", 2, 2, call -> contains(call, false)),
                new Function("icontains_string", 2, 2, call -> contains(call, true)),
                new Function("parse_long", 1, 2, call -> row -> parseLong(call, row)));
    }

    private static Function ofText(String name, OfText function) {
        return new Function(name, 1, 1, call -> {
            Node argument = call.argument(0);
            return row -> {
                String text = Coercion.asString(argument.eval(row));
                return text == null ? null : function.apply(text);
            };
        });
    }

    private static @Nullable String text(Call call, int index, Bindings row) {
        return Coercion.asString(call.argument(index).eval(row));
    }

    private static @Nullable Long integer(Call call, int index, Bindings row) {
        return Coercion.asLong(call.argument(index).eval(row));
    }

    private static Node concat(Call call) {
        List<Node> arguments = call.arguments();
        if (arguments.isEmpty()) {
            return new Literal(null);
        }
        return row -> {
            var joined = new StringBuilder();
            for (Node argument : arguments) {
                String text = Coercion.asString(argument.eval(row));
                if (text == null) {
                    return null;
                }
                joined.append(text);
            }
            return joined.toString();
        };
    }

    private static Node format(Call call) {
        return row -> {
            String pattern = text(call, 0, row);
            if (pattern == null) {
                return null;
            }
            Object[] values = new Object[call.size() - 1];
            for (int i = 0; i < values.length; i++) {
                values[i] = call.argument(i + 1).eval(row);
            }
            try {
                return String.format(Locale.ENGLISH, pattern, values);
            } catch (IllegalFormatException e) {
                // As in Druid: what doesn't fit the pattern is told after it.
                var told = new StringBuilder(pattern);
                for (Object value : values) {
                    told.append("; ").append(value);
                }
                return told.toString();
            }
        };
    }

    private static String decodeBase64(Call call, String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw call.error("can't decode [%s]: %s", text, e.getMessage());
        }
    }

    private static @Nullable String substring(Call call, Bindings row) {
        String text = text(call, 0, row);
        // As in Druid, null is 0 here.
        long index = Objects.requireNonNullElse(integer(call, 1, row), 0L);
        long length = Objects.requireNonNullElse(integer(call, 2, row), 0L);
        if (text == null) {
            return null;
        }
        if (index < 0) {
            throw call.error("counts from 0: it can't start at [%d]", index);
        }
        if (index >= text.length()) {
            return null;
        }
        int start = (int) index;
        return length < 0 || length > text.length() - start
                ? text.substring(start)
                : text.substring(start, start + (int) length);
    }

    private static @Nullable String side(Call call, Bindings row, boolean left) {
        String text = text(call, 0, row);
        Long length = integer(call, 1, row);
        if (text == null || length == null) {
            return null;
        }
        if (length < 0) {
            throw call.error("needs a positive length, not [%d]", length);
        }
        int kept = (int) Math.min(length, text.length());
        return left ? text.substring(0, kept) : text.substring(text.length() - kept);
    }

    private static @Nullable String replace(Call call, Bindings row) {
        String text = text(call, 0, row);
        String target = text(call, 1, row);
        String replacement = text(call, 2, row);
        if (text == null || target == null || replacement == null) {
            return null;
        }
        checkLength(call, (long) (text.length() + 1) * (replacement.length() + 1) / (target.length() + 1));
        return text.replace(target, replacement);
    }

    private static @Nullable String repeat(Call call, Bindings row) {
        String text = text(call, 0, row);
        Long times = integer(call, 1, row);
        if (text == null || times == null || times < 1) {
            return null;
        }
        checkLength(call, times > MAX_LENGTH ? Long.MAX_VALUE : times * text.length());
        return text.repeat(times.intValue());
    }

    private static @Nullable String pad(Call call, Bindings row, boolean left) {
        String text = text(call, 0, row);
        Long length = integer(call, 1, row);
        String padding = text(call, 2, row);
        if (text == null || length == null || padding == null) {
            return null;
        }
        checkLength(call, length);
        int wanted = (int) Math.max(0, length);
        if (wanted <= text.length() || padding.isEmpty()) {
            return text.substring(0, Math.min(wanted, text.length()));
        }
        int missing = wanted - text.length();
        String pad = padding.repeat(missing / padding.length() + 1).substring(0, missing);
        return left ? pad + text : text + pad;
    }

    private static void checkLength(Call call, long length) {
        if (length > MAX_LENGTH) {
            throw call.error("would build a text of more than [%d] characters", MAX_LENGTH);
        }
    }

    private static @Nullable Long position(Call call, Bindings row) {
        String text = text(call, 0, row);
        String wanted = text(call, 1, row);
        if (text == null || wanted == null) {
            return null;
        }
        Long from = call.size() == 2 ? Long.valueOf(0) : integer(call, 2, row);
        long start = from == null ? 0 : Math.max(0, Math.min(from, text.length()));
        return (long) text.indexOf(wanted, (int) start);
    }

    private static Node contains(Call call, boolean anyCase) {
        return row -> {
            String text = text(call, 0, row);
            String wanted = text(call, 1, row);
            if (text == null || wanted == null) {
                return null;
            }
            return Coercion.truth(
                    anyCase
                            ? text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT))
                            : text.contains(wanted));
        };
    }

    private static @Nullable Long parseLong(Call call, Bindings row) {
        String text = text(call, 0, row);
        Long radix = call.size() == 1 ? Long.valueOf(10) : integer(call, 1, row);
        if (text == null || radix == null) {
            return null;
        }
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw call.error("knows no numbers to the base [%d]: it is from 2 to 36", radix);
        }
        boolean prefixed = radix == 16 && (text.startsWith("0x") || text.startsWith("0X"));
        return Numbers.parseLong(prefixed ? text.substring(2) : text, radix.intValue());
    }
}
