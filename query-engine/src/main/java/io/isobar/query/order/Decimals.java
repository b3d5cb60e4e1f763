package io.isobar.query.order;

import java.math.BigDecimal;
import java.util.Optional;

/** Decimal numbers of files, which keep more digits than a double has. */
public final class Decimals {
    private Decimals() {}

    /** The double that is written with the same digits: what other formats have in its place. Empty if none is. */
    public static Optional<Double> asDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0
                ? Optional.of(nearest)
                : Optional.empty();
    }
}
