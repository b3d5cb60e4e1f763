package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Gives objects back in ascending unsigned order of their bytes, for folds that depend on the order. Few stay on the heap;
 * beyond {@value #HEAP_BYTES} bytes sorted runs go to scratch files. For one thread.
 */
final class ObjectOrder {
    static final long HEAP_BYTES = 8 << 20;

    private static final int OBJECT_BYTES = 24;

    private final Scratch scratch;
    private final List<ScratchOutput> runs = new ArrayList<>();
    private final List<Integer> runSizes = new ArrayList<>();
    private final List<byte[]> objects = new ArrayList<>();
    private long heapBytes;

    ObjectOrder(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Takes objects in order. */
    interface Consumer {
        void accept(byte[] object);
    }

    void add(byte[] bytes, int start, int end) throws IOException {
        objects.add(Arrays.copyOfRange(bytes, start, end));
        heapBytes += OBJECT_BYTES + end - start;
        if (heapBytes > HEAP_BYTES) {
            spill();
        }
    }

    /** Hands out all objects in order and forgets them. */
    void drain(Consumer to) throws IOException {
        if (runs.isEmpty()) {
            objects.sort(Arrays::compareUnsigned);
            objects.forEach(to::accept);
            objects.clear();
            heapBytes = 0;
            return;
        }
        spill();
        PriorityQueue<Head> heads = new PriorityQueue<>((a, b) -> Arrays.compareUnsigned(a.object, b.object));
        for (int i = 0; i < runs.size(); i++) {
            Head head = new Head(runs.get(i).input(), runSizes.get(i));
            if (head.next()) {
                heads.add(head);
            }
        }
        while (!heads.isEmpty()) {
            Head least = heads.poll();
            to.accept(least.object);
            if (least.next()) {
                heads.add(least);
            }
        }
        for (ScratchOutput run : runs) {
            run.discard();
        }
        runs.clear();
        runSizes.clear();
    }

    private void spill() throws IOException {
        objects.sort(Arrays::compareUnsigned);
        ScratchOutput run = scratch.output();
        for (byte[] object : objects) {
            run.writeInt(object.length);
            run.write(object);
        }
        run.finish();
        runs.add(run);
        runSizes.add(objects.size());
        objects.clear();
        heapBytes = 0;
    }

    private static final class Head {
        private final ScratchInput in;
        private int left;
        private byte[] object = {};

        Head(ScratchInput in, int left) {
            this.in = in;
            this.left = left;
        }

        boolean next() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            object = new byte[in.readInt()];
            in.readBytes(object, object.length);
            return true;
        }
    }
}
