package io.isobar.segment.column;

import io.isobar.segment.smoosh.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a document a value lies: {@code $} is the document, {@code .name} and {@code ['name']} a field of an object, {@code
 * [3]} an element of an array, as in {@code $.user['first.name'][0]}. Quotes stand where a name has a dot, a bracket or a
 * quote, or nothing; nothing is escaped, so a name in quotes ends with the quote and bracket that another part, or nothing,
 * follows.
 *
 * @param parts a {@code String} per field and an {@code Integer} per element, from the outermost on
 */
record DocumentPath(List<Object> parts) {
    /** Memory is made for the elements before it, which may lack in the file. */
    private static final int MAX_ELEMENT = 1 << 14;

    DocumentPath {
        parts = List.copyOf(parts);
    }

    /** Reads a path; complaints are about {@code file}. */
    static DocumentPath parse(String text, Region file) {
        List<Object> parts = new ArrayList<>();
        int at = 1;
        while (text.startsWith("$") && at < text.length()) {
            int end = text.startsWith("['", at) ? quoted(text, at, parts) : plain(text, at, parts);
            if (end < 0) {
                break;
            }
            at = end;
        }
        if (at != text.length() || !text.startsWith("$")) {
            throw file.corrupt(0, "[%s] is no path into a document".formatted(text));
        }
        return new DocumentPath(parts);
    }

    /** Adds the name in quotes that begins at {@code at}; gives where it ends, negative if it doesn't. */
    private static int quoted(String text, int at, List<Object> parts) {
        for (int end = text.indexOf("']", at + 2); end >= 0; end = text.indexOf("']", end + 1)) {
            int next = end + 2;
            if (next == text.length() || text.charAt(next) == '.' || text.charAt(next) == '[') {
                parts.add(text.substring(at + 2, end));
                return next;
            }
        }
        return -1;
    }

    /** Adds the name after a dot, or the number in brackets; gives where it ends, negative if it is neither. */
    private static int plain(String text, int at, List<Object> parts) {
        if (text.charAt(at) == '.') {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                end++;
            }
            parts.add(text.substring(at + 1, end));
            return end;
        }
        int end = text.indexOf(']', at);
        try {
            int element = text.charAt(at) == '[' && end > 0 ? Integer.parseInt(text.substring(at + 1, end)) : -1;
            if (element >= 0 && element <= MAX_ELEMENT) {
                parts.add(element);
                return end + 1;
            }
        } catch (NumberFormatException e) {
            return -1;
        }
        return -1;
    }

    /**
     * Puts a value where this says into {@code document}, which is a {@code Map}, a {@code List}, or null if it is still
     * empty.
     *
     * @return the document, or null if something else is there already
     */
    @Nullable
    Object put(@Nullable Object document, Object value) {
        return put(document, 0, value);
    }

    @SuppressWarnings("unchecked") // all maps and lists in a document were made here
    private @Nullable Object put(@Nullable Object within, int part, Object value) {
        if (part == parts.size()) {
            return within == null ? value : null;
        }
        if (parts.get(part) instanceof String name) {
            Object object = within == null ? new LinkedHashMap<String, @Nullable Object>() : within;
            if (!(object instanceof LinkedHashMap)) {
                return null;
            }
            Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) object;
            Object changed = put(fields.get(name), part + 1, value);
            fields.put(name, changed);
            return changed == null ? null : object;
        }
        Object array = within == null ? new ArrayList<@Nullable Object>() : within;
        if (!(array instanceof ArrayList)) {
            return null;
        }
        List<@Nullable Object> elements = (List<@Nullable Object>) array;
        int element = (Integer) parts.get(part);
        while (elements.size() <= element) {
            elements.add(null);
        }
        Object changed = put(elements.get(element), part + 1, value);
        elements.set(element, changed);
        return changed == null ? null : array;
    }
}
