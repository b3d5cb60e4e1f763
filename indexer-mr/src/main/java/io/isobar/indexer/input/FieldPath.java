package io.isobar.indexer.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A path to one value: {@code $.a.b}, {@code $['a b'][0]}. Steps by name and by index, no wildcards and no filters. */
final class FieldPath {
    private final List<Object> steps; // String or Integer

    private FieldPath(List<Object> steps) {
        this.steps = List.copyOf(steps);
    }

    static FieldPath root(String name) {
        return new FieldPath(List.of(name));
    }

    static FieldPath parse(String text) {
        List<Object> steps = new ArrayList<>();
        if (!text.startsWith("$")) {
            throw bad(text);
        }
        int at = 1;
        while (at < text.length()) {
            int end;
            if (text.charAt(at) == '.') {
                end = at + 1;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                steps.add(name(text, text.substring(at + 1, end)));
            } else if (text.startsWith("['", at) && text.indexOf("']", at) > 0) {
                end = text.indexOf("']", at) + 2;
                steps.add(name(text, text.substring(at + 2, end - 2)));
            } else if (text.charAt(at) == '[' && text.indexOf(']', at) > 0) {
                end = text.indexOf(']', at) + 1;
                String index = text.substring(at + 1, end - 1);
                if (!index.matches("\\d{1,9}")) {
                    throw bad(text);
                }
                steps.add(Integer.valueOf(index));
            } else {
                throw bad(text);
            }
            at = end;
        }
        return new FieldPath(steps);
    }

    @Nullable
    Object in(Map<String, ? extends @Nullable Object> root) {
        Object value = root;
        for (Object step : steps) {
            if (step instanceof String name && value instanceof Map<?, ?> map) {
                value = map.get(name);
            } else if (step instanceof Integer index && value instanceof List<?> list && index < list.size()) {
                value = list.get(index);
            } else {
                return null;
            }
        }
        return value;
    }

    private static String name(String path, String name) {
        if (name.isEmpty() || name.indexOf('*') >= 0) {
            throw bad(path);
        }
        return name;
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "Path [%s] can't be read: write steps by name and index, as in [$.a.b[0]]".formatted(text));
    }
}
