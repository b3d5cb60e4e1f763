package io.isobar.indexer.input;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Longs;
import org.apache.commons.lang3.math.NumberUtils;
import org.jspecify.annotations.Nullable;

/** Numbers from the values of fields, as lenient as Druid: blanks around, thousands separated by commas, a leading plus. */
public final class InputNumbers {
    private InputNumbers() {}

    /** A {@code Long} or another number; null if there is no value or empty text. */
    public static @Nullable Number read(String field, @Nullable Object value) throws BadRowException {
        if (value == null || value.equals("")) {
            return null;
        }
        if (value instanceof Number number) {
            return number;
        }
        if (!(value instanceof String text)) {
            throw new BadRowException(field, "holds several values or bytes where a number is needed", null);
        }
        Number plain = PlainNumber.parse(text);
        if (plain != null) {
            return plain;
        }
        String digits = text.strip().replace(",", "");
        digits = digits.startsWith("+") ? digits.substring(1) : digits;
        if (digits.isEmpty()) {
            return null;
        }
        Long whole = Longs.tryParse(digits);
        if (whole != null) {
            return whole;
        }
        try {
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new BadRowException(field, "is not a number", text);
        }
    }

    /** A {@code Long} or a {@code Double} if the text is a number as Java writes them, else the text. */
    static Object orText(String text) {
        if (!NumberUtils.isCreatable(text)) {
            return text;
        }
        Long whole = Longs.tryParse(text);
        if (whole != null) {
            return whole;
        }
        Double number = Doubles.tryParse(text);
        return number == null ? text : (Object) number;
    }
}
