package io.isobar.segment.build;

import io.isobar.segment.dictionary.Utf16Order;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInts;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** The values of one column in several runs, brought into one order, and what becomes of each run's ids. */
final class MergedDictionary {
    private final ScratchOutput values;
    private final int size;
    private final ScratchInts ids;
    private final long[] firstOfRun;

    private MergedDictionary(ScratchOutput values, int size, ScratchInts ids, long... firstOfRun) {
        this.values = values;
        this.size = size;
        this.ids = ids;
        this.firstOfRun = firstOfRun;
    }

    /** One run's next value. */
    private static final class Head {
        private final ValueStream values;
        private final int run;
        private int id;

        Head(ValueStream values, int run) {
            this.values = values;
            this.run = run;
        }

        boolean next() throws IOException {
            id++;
            return values.next();
        }

        static int compare(Head a, Head b) {
            ValueStream x = a.values;
            ValueStream y = b.values;
            return Utf16Order.compare(x.bytes(), x.start(), x.end(), y.bytes(), y.start(), y.end());
        }
    }

    static MergedDictionary of(List<? extends SortedRun> runs, int column, Scratch scratch) throws IOException {
        long[] firstOfRun = new long[runs.size()];
        long total = 0;
        PriorityQueue<Head> heads = new PriorityQueue<>(Head::compare);
        for (int run = 0; run < firstOfRun.length; run++) {
            firstOfRun[run] = total;
            total += runs.get(run).cardinality(column) + 1L;
            Head head = new Head(runs.get(run).values(column), run);
            if (head.next()) {
                heads.add(head);
            }
        }
        ScratchInts ids = scratch.ints(total);
        ScratchOutput values = scratch.output();
        byte[] last = new byte[64];
        int lastLength = -1;
        int size = 0;
        while (!heads.isEmpty()) {
            Head least = heads.poll();
            ValueStream value = least.values;
            int length = value.end() - value.start();
            if (length != lastLength
                    || !Arrays.equals(last, 0, lastLength, value.bytes(), value.start(), value.end())) {
                values.writeInt(length);
                values.write(value.bytes(), value.start(), length);
                last = last.length < length ? new byte[Math.max(length, 2 * last.length)] : last;
                System.arraycopy(value.bytes(), value.start(), last, 0, length);
                lastLength = length;
                size++;
            }
            ids.set(firstOfRun[least.run] + least.id, size);
            if (least.next()) {
                heads.add(least);
            }
        }
        return new MergedDictionary(values, size, ids, firstOfRun);
    }

    int size() {
        return size;
    }

    ValueStream values() throws IOException {
        return new StoredValues(values.input(), size);
    }

    /** What an id of a run is among all; null stays null. */
    int idOf(int run, int id) {
        return ids.get(firstOfRun[run] + id);
    }

    void close() throws IOException {
        values.discard();
    }
}
