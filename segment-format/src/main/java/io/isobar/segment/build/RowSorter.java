package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Sorts rows: on the heap while they are few, else in sorted runs that are merged. */
final class RowSorter {
    private static final int RUNS_AT_ONCE = 64;

    private final Comparator<BuildRow> order;
    private final Scratch scratch;
    private final long heapBudgetBytes;
    private final List<SortedRun> runs = new ArrayList<>();
    private List<BuildRow> rows = new ArrayList<>();
    private long heapBytes;

    RowSorter(Comparator<BuildRow> order, Scratch scratch, long heapBudgetBytes) {
        this.order = order;
        this.scratch = scratch;
        this.heapBudgetBytes = heapBudgetBytes;
    }

    /** Sorted rows in a file, and how many they are. */
    private record SortedRun(ScratchOutput file, long rows) {}

    /** Takes rows in order. */
    interface RowConsumer {
        void accept(BuildRow row) throws IOException;
    }

    void add(BuildRow row) throws IOException {
        rows.add(row);
        heapBytes += RowCodec.heapBytes(row);
        if (heapBytes > heapBudgetBytes) {
            spill();
        }
    }

    /** Hands out all rows in order and forgets them. */
    void drain(RowConsumer to) throws IOException {
        if (runs.isEmpty()) {
            rows.sort(order);
            for (BuildRow row : rows) {
                to.accept(row);
            }
            rows = new ArrayList<>();
            heapBytes = 0;
            return;
        }
        spill();
        merge(runs, to);
        runs.clear();
    }

    private void spill() throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        rows.sort(order);
        ScratchOutput run = scratch.output();
        for (BuildRow row : rows) {
            RowCodec.write(row, run);
        }
        run.finish();
        runs.add(new SortedRun(run, rows.size()));
        rows = new ArrayList<>();
        heapBytes = 0;
        if (runs.size() == RUNS_AT_ONCE) {
            ScratchOutput merged = scratch.output();
            merge(runs, row -> RowCodec.write(row, merged));
            merged.finish();
            long count = runs.stream().mapToLong(SortedRun::rows).sum();
            runs.clear();
            runs.add(new SortedRun(merged, count));
        }
    }

    private void merge(List<SortedRun> sorted, RowConsumer to) throws IOException {
        PriorityQueue<Run> heads = new PriorityQueue<>((a, b) -> order.compare(a.head, b.head));
        try {
            for (SortedRun run : sorted) {
                heads.add(new Run(run));
            }
            while (!heads.isEmpty()) {
                Run least = heads.poll();
                to.accept(least.head);
                if (least.next()) {
                    heads.add(least);
                }
            }
        } finally {
            for (Run run : heads) {
                run.in.close();
            }
        }
    }

    private static final class Run {
        private final SortedRun run;
        private final ScratchInput in;
        private long left;
        private BuildRow head;

        Run(SortedRun run) throws IOException {
            this.run = run;
            this.in = run.file.input();
            this.left = run.rows - 1;
            this.head = RowCodec.read(in);
        }

        boolean next() throws IOException {
            if (left == 0) {
                in.close();
                run.file.discard();
                return false;
            }
            left--;
            head = RowCodec.read(in);
            return true;
        }
    }
}
