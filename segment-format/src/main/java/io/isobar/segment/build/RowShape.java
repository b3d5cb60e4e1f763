package io.isobar.segment.build;

import io.isobar.segment.time.Granularity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows into the one form that a segment stores: time truncated, each dimension of its column's type, several
 * values handled as the dimension asks, a list of one replaced by its value. Shaping twice changes nothing.
 */
public final class RowShape {
    private static final Comparator<@Nullable String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    private final SegmentSpec spec;
    private final Granularity granularity;
    private final boolean wellFormed;

    /** The form of the rows of a segment. */
    public RowShape(SegmentSpec spec) {
        this(spec, true);
    }

    /** As told, except that strings by themselves may stay as they came: then {@link StringTable} makes them well-formed. */
    RowShape(SegmentSpec spec, boolean wellFormed) {
        this.spec = spec;
        this.granularity = spec.queryGranularity();
        this.wellFormed = wellFormed;
    }

    /**
     * The row in its stored form; metrics stay as they are.
     *
     * @throws IllegalArgumentException if the row lies outside of the spec's interval, or a value is not of its
     *     dimension's type
     */
    public BuildRow shape(BuildRow row) {
        List<Dimension> dimensions = spec.dimensions();
        if (row.dimensions().length != dimensions.size()
                || row.metrics().length != spec.metrics().size()) {
            throw new IllegalArgumentException(
                    "A row has [%d] dimensions and [%d] metrics where the spec has [%d] and [%d]"
                            .formatted(
                                    row.dimensions().length,
                                    row.metrics().length,
                                    dimensions.size(),
                                    spec.metrics().size()));
        }
        Object[] values = new Object[dimensions.size()];
        for (int i = 0; i < values.length; i++) {
            Object shaped = value(dimensions.get(i), row.dimensions()[i]);
            if (shaped != null) {
                values[i] = shaped;
            }
        }
        return new BuildRow(time(row.timestamp()), values, row.metrics());
    }

    /** Truncates a time; the first bucket of an interval may begin before it, its rows are at the interval's start. */
    private long time(long timestamp) {
        if (!spec.interval().contains(timestamp)) {
            throw new IllegalArgumentException("Time [%s] lies outside of the segment's interval [%s]"
                    .formatted(io.isobar.segment.Interval.text(timestamp), spec.interval()));
        }
        return Math.max(granularity.bucketStart(timestamp), spec.interval().start());
    }

    private @Nullable Object value(Dimension dimension, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            return switch (dimension.type()) {
                case STRING -> value instanceof List<?> list ? strings(dimension, list) : single(value);
                case LONG -> Numbers.toLong(value);
                case FLOAT -> Numbers.toFloat(value);
                case DOUBLE -> Numbers.toDouble(value);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Dimension [%s]: %s".formatted(dimension.name(), e.getMessage()), e);
        }
    }

    private String single(Object value) {
        return wellFormed || !(value instanceof String text) ? wellFormed(value.toString()) : text;
    }

    private static @Nullable Object strings(Dimension dimension, List<?> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<@Nullable String> strings = new ArrayList<>(values.size());
        for (Object value : values) {
            strings.add(value == null ? null : wellFormed(value.toString()));
        }
        if (dimension.multiValueHandling() != Dimension.MultiValueHandling.ARRAY) {
            strings.sort(NULLS_FIRST);
        }
        if (dimension.multiValueHandling() == Dimension.MultiValueHandling.SORTED_SET) {
            strings = new ArrayList<>(new java.util.LinkedHashSet<>(strings));
        }
        return strings.size() == 1 ? strings.get(0) : strings;
    }

    /** A surrogate without its other half has no UTF-8; it becomes a question mark, here so that order agrees. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
