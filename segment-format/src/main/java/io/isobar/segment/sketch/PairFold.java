package io.isobar.segment.sketch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the pair of a time and a value that has the least time, or the greatest one. Of several values at that time it
 * keeps the greatest, null being the least; in Druid the order of the input decides.
 */
abstract class PairFold implements ComplexFold {
    private final PairSettings settings;
    private boolean any;
    private long time;

    PairFold(PairSettings settings) {
        this.settings = settings;
    }

    @Override
    public final byte @Nullable [] encode(long rowTime, @Nullable Object input) {
        if (input instanceof byte[] pair) {
            check(pair, 0, pair.length);
            return pair.length == 0 ? null : pair;
        }
        if (input instanceof TimedValue timed) {
            return encodeValue(timed.time(), timed.value());
        }
        if (settings.timeColumn().equals(PairSettings.ROW_TIME)) {
            return encodeValue(rowTime, input);
        }
        if (input == null) {
            return null;
        }
        throw new IllegalArgumentException("the input lacks the time of column [%s]".formatted(settings.timeColumn()));
    }

    /** The pair's bytes; null if a null doesn't count. */
    abstract byte @Nullable [] encodeValue(long time, @Nullable Object value);

    /** Refuses what is no pair; no bytes are one that says nothing. */
    abstract void check(byte[] bytes, int start, int length);

    abstract long time(byte[] bytes, int start);

    /** How many of a pair's bytes are compared and kept. */
    int keptLength(byte[] bytes, int start, int length) {
        return length;
    }

    /** Whether the pair's value is greater than the one that is kept. */
    abstract boolean isGreater(byte[] bytes, int start, int length);

    abstract void keep(byte[] bytes, int start, int length);

    /** The bytes of what is kept, or of nothing if {@code any} is false. */
    abstract byte[] stored(boolean any);

    @Override
    public final boolean ordered() {
        return false;
    }

    @Override
    public final void fold(byte[] bytes, int start, int length) {
        check(bytes, start, length);
        if (length == 0) {
            return;
        }
        long other = time(bytes, start);
        int order = settings.last() ? Long.compare(other, time) : Long.compare(time, other);
        int keptLength = keptLength(bytes, start, length);
        if (!any || order > 0 || (order == 0 && isGreater(bytes, start, keptLength))) {
            any = true;
            time = other;
            keep(bytes, start, keptLength);
        }
    }

    /** Never null: Druid stores a pair for a key without values, too. */
    @Override
    public final byte[] take() {
        byte[] result = stored(any);
        any = false;
        return result;
    }
}
