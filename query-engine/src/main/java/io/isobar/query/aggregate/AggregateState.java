package io.isobar.query.aggregate;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One aggregator's values of many groups, which are numbered from 0 on. For one thread. */
public abstract class AggregateState {
    /** Makes sure that the groups 0 to {@code groups - 1} exist; new ones have seen no row. */
    public abstract void grow(int groups);

    /** Adds to a group what a group of another state of the same aggregator holds. */
    public abstract void merge(int group, AggregateState from, int fromGroup);

    /** The answer for a group: null, a {@code Long}, {@code Double} or {@code Float}. */
    public abstract @Nullable Object value(int group);

    /** Compares two groups' answers, null first. */
    public abstract int compare(int left, int right);

    /** Writes the given groups, in their order. */
    public abstract void write(int[] groups, int count, WireWriter out) throws IOException;

    /** Takes over groups 0 to {@code count - 1} from what {@link #write} wrote. */
    public abstract void read(int count, WireReader in) throws IOException;
}
