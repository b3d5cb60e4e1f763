package io.isobar.indexer.input;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text that stands for a nested value: as Java writes maps and lists, which is Druid's form, and bytes in Base64. */
final class NestedText {
    private NestedText() {}

    static String of(Object nested) {
        StringBuilder text = new StringBuilder();
        append(text, nested);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
                Map.Entry<?, ?> entry = entries.next();
                append(text.append(entry.getKey()).append('='), entry.getValue());
                text.append(entries.hasNext() ? ", " : "");
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
                Object element = elements.next();
                append(text, element instanceof WrappedValue wrapped ? wrapped.value() : element);
                text.append(elements.hasNext() ? ", " : "");
            }
            text.append(']');
        } else {
            text.append(Row.text(value));
        }
    }
}
