package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.RowOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/** Counts rows by what became of them. Looking a counter up for each row costs as much as counting. */
final class OutcomeCounters implements Consumer<RowOutcome> {
    private final Map<RowOutcome, Counter> counters = new EnumMap<>(RowOutcome.class);

    OutcomeCounters(TaskAttemptContext context) {
        for (RowOutcome outcome : RowOutcome.values()) {
            counters.put(outcome, context.getCounter(outcome));
        }
    }

    @Override
    public void accept(RowOutcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment(1);
        }
    }
}
