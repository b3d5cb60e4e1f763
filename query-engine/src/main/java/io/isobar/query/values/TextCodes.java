package io.isobar.query.values;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers texts, and null, in the order in which they are first seen. */
public final class TextCodes {
    private final Map<@Nullable String, Integer> codes = new HashMap<>();
    private final List<@Nullable String> values = new ArrayList<>();

    /** The number of a text. */
    public int code(@Nullable String text) {
        Integer known = codes.get(text);
        if (known != null) {
            return known;
        }
        int code = values.size();
        codes.put(text, code);
        values.add(text);
        return code;
    }

    /** The texts by their numbers. */
    public @Nullable String[] values() {
        return values.toArray(new String[0]);
    }
}
