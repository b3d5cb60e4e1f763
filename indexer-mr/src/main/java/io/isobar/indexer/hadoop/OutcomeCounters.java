package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.RowOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Counts rows by what became of them, under the names that Druid's jobs have. Looking a counter up for each row costs as much as
 * counting.
 */
final class OutcomeCounters implements Consumer<RowOutcome> {
    /** The group of the counters, as YARN's pages show it. */
    static final String GROUP = "Isobar";

    private final Map<RowOutcome, Counter> counters = new EnumMap<>(RowOutcome.class);

    OutcomeCounters(TaskAttemptContext context) {
        for (RowOutcome outcome : RowOutcome.values()) {
            counters.put(outcome, of(context, outcome));
        }
    }

    static Counter of(TaskAttemptContext context, RowOutcome outcome) {
        return context.getCounter(GROUP, outcome.counter());
    }

    /** What the tasks of a job counted. */
    static Map<RowOutcome, Long> read(Counters counters) {
        Map<RowOutcome, Long> rows = new EnumMap<>(RowOutcome.class);
        for (RowOutcome outcome : RowOutcome.values()) {
            rows.put(outcome, counters.findCounter(GROUP, outcome.counter()).getValue());
        }
        return rows;
    }

    @Override
    public void accept(RowOutcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment(1);
        }
    }
}
