package io.isobar.segment.sketch;

import java.util.Locale;

/**
 * Settings of Druid's first and last aggregators: the value that has the least, or greatest, time.
 *
 * @param value the type of the values
 * @param last whether it is the last one
 * @param timeColumn {@code timeColumn}: where the time comes from; inputs are {@link TimedValue}s unless it is {@code
 *     __time}
 * @param maxStringBytes {@code maxStringBytes}: what remains of a string in UTF-8; other types ignore it
 */
public record PairSettings(Value value, boolean last, String timeColumn, int maxStringBytes) implements FoldSettings {
    /** What {@code timeColumn} is unless told. */
    public static final String ROW_TIME = "__time";

    /** What {@code maxStringBytes} is unless told. */
    public static final int DEFAULT_STRING_BYTES = 1024;

    /** The types of values. */
    public enum Value {
        LONG("Long"),
        DOUBLE("Double"),
        FLOAT("Float"),
        STRING("String");

        private final String pairName;

        Value(String pairName) {
            this.pairName = pairName;
        }
    }

    public PairSettings {
        if (maxStringBytes < 0) {
            throw new IllegalArgumentException(
                    "maxStringBytes is [%d]: expected none or more".formatted(maxStringBytes));
        }
        if (timeColumn.isEmpty()) {
            throw new IllegalArgumentException("timeColumn is empty: name a column, or leave it out");
        }
    }

    /** With Druid's defaults. */
    public static PairSettings of(Value value, boolean last) {
        return new PairSettings(value, last, ROW_TIME, DEFAULT_STRING_BYTES);
    }

    @Override
    public ComplexFold newFold() {
        return value == Value.STRING ? new StringPairFold(this) : new NumberPairFold(this);
    }

    @Override
    public String aggregator() {
        return value.name().toLowerCase(Locale.ROOT) + (last ? "Last" : "First");
    }

    @Override
    public String columnType() {
        return "serializablePairLong" + value.pairName;
    }

    @Override
    public PairSettings combining() {
        return this;
    }
}
