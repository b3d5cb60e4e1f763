package io.isobar.query.order;

import io.isobar.query.error.QueryException;
import io.isobar.query.json.JsonFields;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How texts compare. Null comes before every text in each of them. */
public enum TextOrder implements Comparator<@Nullable String> {
    /** By UTF-16 code units. */
    LEXICOGRAPHIC {
        @Override
        int compareTexts(String a, String b) {
            return a.compareTo(b);
        }
    },
    /** Runs of digits by their number, all else by code units: {@code a2} before {@code a10}. */
    ALPHANUMERIC {
        @Override
        int compareTexts(String a, String b) {
            return AlphanumericOrder.compare(a, b);
        }
    },
    /** By the number that the text spells; texts that spell none come first, by code units. */
    NUMERIC {
        @Override
        int compareTexts(String a, String b) {
            BigDecimal left = number(a);
            BigDecimal right = number(b);
            if (left == null || right == null) {
                boolean neither = left == null && right == null;
                return neither ? a.compareTo(b) : left == null ? -1 : 1;
            }
            return left.compareTo(right);
        }
    },
    /** By length, then by code units. */
    STRLEN {
        @Override
        int compareTexts(String a, String b) {
            int byLength = Integer.compare(a.length(), b.length());
            return byLength != 0 ? byLength : a.compareTo(b);
        }
    };

    /** Longer texts aren't read as numbers: their exact value could take unbounded work. */
    private static final int MAX_DIGITS = 400;

    abstract int compareTexts(String a, String b);

    @Override
    public int compare(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        return compareTexts(a, b);
    }

    /** The order that a field names, or a default. */
    public static TextOrder read(JsonFields fields, String name, TextOrder otherwise) {
        com.fasterxml.jackson.databind.JsonNode node = fields.node(name);
        if (node == null) {
            return otherwise;
        }
        // Druid writes {"type":"numeric"} as well as "numeric".
        String text = node.isObject() ? fields.object(name).text("type") : JsonFields.text(node, fields.path(name));
        for (TextOrder order : values()) {
            if (order.name().equals(text.toUpperCase(Locale.ROOT))) {
                return order;
            }
        }
        if (text.equalsIgnoreCase("version") || text.equalsIgnoreCase("natural")) {
            throw QueryException.unsupported(fields.path(name), "Ordering [" + text + "]");
        }
        throw fields.invalid(
                name, "Unknown ordering [" + text + "]: write one of [lexicographic, alphanumeric, numeric, strlen],");
    }

    /** The number that a text spells, or null. */
    static @Nullable BigDecimal number(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            // Comparing 1e999999999 would spell all its digits.
            return Math.abs((long) number.scale()) > MAX_DIGITS ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
