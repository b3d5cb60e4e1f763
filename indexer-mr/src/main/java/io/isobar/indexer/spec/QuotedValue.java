package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers and flags that stand in quotes, in the forms in which Druid's reader took them. */
final class QuotedValue {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

    private QuotedValue() {}

    static Optional<Long> wholeNumber(String text) {
        String number = text.strip();
        return WHOLE.matcher(number).matches() ? Optional.of(Long.valueOf(number)) : Optional.empty();
    }

    /** As JSON's reader gives it without the quotes. */
    static JsonNode json(long number) {
        return (int) number == number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    static Optional<Boolean> flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
