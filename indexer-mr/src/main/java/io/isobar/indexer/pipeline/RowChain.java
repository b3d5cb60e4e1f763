package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowTime;
import io.isobar.indexer.input.RowTransform;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies the steps of a dataset to one row after the other. Not thread-safe. */
public final class RowChain {
    private final List<Step> steps = new ArrayList<>();

    private interface Step {
        void apply(Row row, List<Row> into) throws BadRowException;
    }

    /** Gives the tables of lookups. */
    @FunctionalInterface
    public interface Tables {
        /** Reads the table of this step. */
        LookupTable read(RowStep.LookedUp lookup) throws IOException;
    }

    /** Reads the tables at once. */
    public RowChain(List<RowStep> specs, Tables tables) throws IOException {
        for (RowStep spec : specs) {
            if (spec instanceof RowStep.ReadTime time) {
                steps.add(time(time));
            } else if (spec instanceof RowStep.Transformed transformed) {
                RowTransform transform = new RowTransform(transformed.stage().transform());
                steps.add((row, into) -> {
                    if (transform.apply(row, null)) {
                        into.add(row);
                    }
                });
            } else if (spec instanceof RowStep.LookedUp lookup) {
                steps.add(tables.read(lookup)::look);
            }
        }
    }

    private static Step time(RowStep.ReadTime spec) {
        RowTime time = new RowTime(spec.timestamp());
        Optional<List<Interval>> within = spec.within();
        return (row, into) -> {
            long millis = time.set(row);
            if (within.isEmpty() || contains(within.get(), millis)) {
                into.add(row);
            }
        };
    }

    private static boolean contains(List<Interval> intervals, long time) {
        for (Interval interval : intervals) {
            if (interval.contains(time)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What becomes of a row: none, one or several. The row itself may be changed, and be one of them.
     *
     * @throws BadRowException if a step can't be applied; then nothing becomes of the row
     */
    public List<Row> apply(Row row) throws BadRowException {
        List<Row> rows = List.of(row);
        for (Step step : steps) {
            List<Row> next = new ArrayList<>(rows.size());
            for (Row each : rows) {
                step.apply(each, next);
            }
            if (next.isEmpty()) {
                return next;
            }
            rows = next;
        }
        return rows;
    }
}
