package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Gives numbers back in ascending order of their bits: floating-point sums then don't depend on the order of the input.
 * Few numbers stay on the heap; beyond {@value #HEAP_NUMBERS} sorted runs go to scratch files.
 */
final class BitOrder {
    static final int HEAP_NUMBERS = 1 << 16;

    private final Scratch scratch;
    private final List<ScratchOutput> runs = new ArrayList<>();
    private long[] numbers = new long[8];
    private int count;

    BitOrder(Scratch scratch) {
        this.scratch = scratch;
    }

    void add(long bits) throws IOException {
        if (count == HEAP_NUMBERS) {
            spill();
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = bits;
    }

    boolean isEmpty() {
        return count == 0 && runs.isEmpty();
    }

    /** Hands out all numbers in order and forgets them. */
    void drain(LongConsumer to) throws IOException {
        if (runs.isEmpty()) {
            Arrays.sort(numbers, 0, count);
            for (int i = 0; i < count; i++) {
                to.accept(numbers[i]);
            }
            count = 0;
            return;
        }
        spill();
        PriorityQueue<Run> heads = new PriorityQueue<>(Comparator.comparingLong(run -> run.head));
        for (ScratchOutput run : runs) {
            heads.add(new Run(run));
        }
        while (!heads.isEmpty()) {
            Run least = heads.poll();
            to.accept(least.head);
            if (least.next()) {
                heads.add(least);
            }
        }
        for (ScratchOutput run : runs) {
            run.discard();
        }
        runs.clear();
    }

    private void spill() throws IOException {
        if (count == 0) {
            return;
        }
        Arrays.sort(numbers, 0, count);
        ScratchOutput run = scratch.output();
        for (int i = 0; i < count; i++) {
            run.writeLong(numbers[i]);
        }
        run.finish();
        runs.add(run);
        count = 0;
    }

    private static final class Run {
        private final ScratchInput in;
        private long left;
        private long head;

        Run(ScratchOutput run) throws IOException {
            in = run.input();
            left = run.size() / Long.BYTES;
            next();
        }

        boolean next() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            head = in.readLong();
            return true;
        }
    }
}
