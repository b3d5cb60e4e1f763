package io.isobar.query.filter;

import io.isobar.segment.column.StringColumn;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** SQL's LIKE: {@code %} stands for any characters, {@code _} for one. What comes before both narrows the dictionary. */
final class LikePredicate extends ValuePredicate {
    private static final int ANY = -1;
    private static final int ONE = -2;

    /** Characters, {@link #ANY} and {@link #ONE}; no two ANY in a row. */
    private final int[] pattern;

    private final String prefix;

    LikePredicate(String like, @Nullable Character escape) {
        int[] tokens = new int[like.length()];
        int count = 0;
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (escape != null && c == escape && i + 1 < like.length()) {
                tokens[count++] = like.charAt(++i);
            } else if (c == '%') {
                if (count == 0 || tokens[count - 1] != ANY) {
                    tokens[count++] = ANY;
                }
            } else {
                tokens[count++] = c == '_' ? ONE : c;
            }
        }
        pattern = java.util.Arrays.copyOf(tokens, count);
        var literal = new StringBuilder();
        for (int i = 0; i < count && pattern[i] >= 0; i++) {
            literal.append((char) pattern[i]);
        }
        prefix = literal.toString();
    }

    /** Backtracks to the last {@code %} only, so the work is at most the product of both lengths. */
    @Override
    boolean matches(String value) {
        int at = 0;
        int token = 0;
        int lastAny = -1;
        int resume = 0;
        while (at < value.length()) {
            if (token < pattern.length && (pattern[token] == ONE || pattern[token] == value.charAt(at))) {
                at++;
                token++;
            } else if (token < pattern.length && pattern[token] == ANY) {
                lastAny = token++;
                resume = at;
            } else if (lastAny >= 0) {
                token = lastAny + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (token < pattern.length && pattern[token] == ANY) {
            token++;
        }
        return token == pattern.length;
    }

    @Override
    BitSet ids(StringColumn column) {
        if (prefix.isEmpty()) {
            return super.ids(column);
        }
        return ids(column, insertionPoint(column, prefix), insertionPoint(column, prefix + Character.MAX_VALUE));
    }

    private static int insertionPoint(StringColumn column, String value) {
        int id = column.idOf(value);
        return id < 0 ? -id - 1 : id;
    }
}
