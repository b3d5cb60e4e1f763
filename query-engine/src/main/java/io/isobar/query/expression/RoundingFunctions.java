package io.isobar.query.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code round}: to decimal places, half up; of a text null, of no number 0, of infinity the greatest double. */
final class RoundingFunctions {
    /** More places than a double can have on either side of its point. */
    private static final int MAX_SCALE = 400;

    private RoundingFunctions() {}

    static List<Function> all() {
        return List.of(new Function("round", 1, 2, call -> row -> round(call, row)));
    }

    private static @Nullable Object round(Call call, Bindings row) {
        Object value = call.argument(0).eval(row);
        int scale = call.size() == 1 ? 0 : scale(call, call.argument(1).eval(row));
        if (value instanceof Long number) {
            return scale >= 0
                    ? number
                    : rounded(BigDecimal.valueOf(number), scale).longValue();
        }
        if (!(value instanceof Double number)) {
            return null;
        }
        if (number.isNaN()) {
            return 0.0;
        }
        if (number.isInfinite()) {
            return number > 0 ? Double.MAX_VALUE : -Double.MAX_VALUE;
        }
        return rounded(BigDecimal.valueOf(number), scale).doubleValue();
    }

    private static BigDecimal rounded(BigDecimal number, int scale) {
        return number.setScale(scale, RoundingMode.HALF_UP);
    }

    private static int scale(Call call, @Nullable Object value) {
        if (!(value instanceof Long places)) {
            throw call.error("needs an integer as number of places, not [%s]", value);
        }
        return (int) Math.max(-MAX_SCALE, Math.min(MAX_SCALE, places));
    }
}
