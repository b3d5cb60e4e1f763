package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.pipeline.KeyedStage;
import io.isobar.indexer.pipeline.RowChain;
import io.isobar.indexer.shuffle.RowQueue;
import io.isobar.indexer.shuffle.SpillingRowQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * What a reduce task lends to the stages that it runs. Rows that wait do so in memory, and on the local disk once they take more
 * than the budget; rows that a stage can't take are bad rows, as they would be in a map task.
 */
final class ReduceSupport implements KeyedStage.Support, AutoCloseable {
    private final ScratchDirectory scratch;
    private final long budget;
    private final LookupFiles tables;
    private final BadRows badRows;
    private final Counter unparseable;
    private final Counter thrownAway;
    private final String task;
    private final List<RowQueue> queues = new ArrayList<>();
    private long bad;

    /** @param budget how many bytes of heap the rows of one queue may take */
    ReduceSupport(
            StageConf stage, TaskAttemptContext context, BadRows.Sink sink, ScratchDirectory scratch, long budget) {
        this.scratch = scratch;
        this.budget = budget;
        this.tables = new LookupFiles(stage, context);
        this.badRows = BadRows.of(stage.spec().tuning(), sink);
        this.unparseable = OutcomeCounters.of(context, RowOutcome.UNPARSEABLE);
        this.thrownAway = OutcomeCounters.of(context, RowOutcome.THROWN_AWAY);
        this.task = context.getTaskAttemptID().getTaskID().toString();
    }

    @Override
    public RowQueue queue() {
        try {
            RowQueue queue = new SpillingRowQueue(scratch.fresh("waiting-" + queues.size()), budget);
            queues.add(queue);
            return queue;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RowChain.Tables tables() {
        return tables;
    }

    /** Such a row is in no file: it is named by the stage that can't take it, and the task. */
    @Override
    public void unparseable(BadRowException problem, String stage) throws IOException {
        unparseable.increment(1);
        bad++;
        badRows.add(problem.at(RowPosition.of("input of stage " + stage + " in " + task, "bad row", bad)));
    }

    @Override
    public void thrownAway() {
        thrownAway.increment(1);
    }

    @Override
    public void close() throws IOException {
        for (RowQueue queue : queues) {
            queue.close();
        }
    }
}
