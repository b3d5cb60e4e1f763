package io.isobar.cli.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints rows, one after the other. */
interface RowWriter {
    /** The columns, in the order of a row's values. */
    List<String> names();

    /** Prints a row; the array is used again by the caller. */
    void row(@Nullable Object[] values);

    /** Prints what is left. */
    void finish();
}
