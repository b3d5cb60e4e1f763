package io.isobar.cli.segment;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.filter.Filter;
import io.isobar.query.filter.RowCursor;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.column.ComplexColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands rows of segments to a writer, a batch at a time, and counts them. */
final class RowPrinter {
    private static final String HYPER_UNIQUE = "hyperUnique";

    private final RowWriter writer;
    private final boolean estimates;
    private long skip;
    private long left;

    /** Passes over the first {@code offset} rows and prints {@code limit} of the others. */
    RowPrinter(RowWriter writer, long offset, long limit, boolean estimates) {
        this.writer = writer;
        this.skip = offset;
        this.left = limit;
        this.estimates = estimates;
    }

    /** Whether as many rows were printed as may be. */
    boolean isFull() {
        return left == 0;
    }

    /** Prints the rows of a segment for which {@code filter} is true. */
    void print(Segment segment, @Nullable Filter filter, Progress progress) {
        List<ColumnValues> values = new ArrayList<>();
        boolean[] estimated = new boolean[writer.names().size()];
        for (String name : writer.names()) {
            estimated[values.size()] = estimates && isHyperUnique(segment, name);
            values.add(ColumnValues.of(segment.column(name)));
        }
        RowCursor cursor = new RowCursor(
                new BatchColumns(segment, List.of()),
                List.of(new Interval(Long.MIN_VALUE, Long.MAX_VALUE)),
                filter,
                new Deadline(System::nanoTime, 0));
        RowBatch batch = cursor.next();
        while (batch != null && left > 0) {
            int from = (int) Math.min(skip, batch.size());
            int to = (int) Math.min(batch.size(), from + left);
            skip -= from;
            if (from < to) {
                print(values, batch.rows(), estimated, from, to);
                left -= to - from;
            }
            progress.at(batch.rows()[batch.size() - 1], segment.rows(), "rows of [" + segment + "]");
            batch = cursor.next();
        }
    }

    private void print(List<ColumnValues> values, int[] rows, boolean[] estimated, int from, int to) {
        values.forEach(column -> column.load(rows, to));
        @Nullable Object[] row = new @Nullable Object[values.size()];
        for (int i = from; i < to; i++) {
            for (int column = 0; column < row.length; column++) {
                Object value = values.get(column).value(i);
                row[column] = estimated[column]
                        ? RowText.estimate(value)
                        : RowText.readable(writer.names().get(column), value);
            }
            writer.row(row);
        }
    }

    private static boolean isHyperUnique(Segment segment, String name) {
        return segment.column(name)
                .map(column -> column instanceof ComplexColumn objects
                        && objects.typeName().equals(HYPER_UNIQUE))
                .orElse(false);
    }
}
