package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.sketch.ComplexFold;
import java.io.IOException;

/** Of each group of a merge's rows, the aggregate of their objects. For one thread. */
final class FoldedObjects implements ObjectStream {
    private static final byte[] NOTHING = {};

    private final boolean[] aggregated;
    private final ObjectStream[] inputs;
    private final MergedRows rows;
    private final ComplexFold fold;
    private final ObjectOrder inOrder;
    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private boolean isNull;

    /** Folds the objects of runs; {@code aggregated} tells of which runs they are as a segment stores them. */
    FoldedObjects(boolean[] aggregated, ObjectStream[] inputs, MergedRows rows, ComplexFold fold, Scratch scratch) {
        this.aggregated = aggregated;
        this.inputs = inputs;
        this.rows = rows;
        this.fold = fold;
        this.inOrder = new ObjectOrder(scratch);
    }

    @Override
    public void next() throws IOException {
        int run = rows.next();
        ObjectStream input = inputs[run];
        input.next();
        boolean alone = !rows.continues();
        if (alone && (input.isNull() || aggregated[run])) {
            isNull = input.isNull();
            bytes = isNull ? NOTHING : input.bytes();
            start = isNull ? 0 : input.start();
            end = isNull ? 0 : input.end();
            return;
        }
        add(input);
        while (rows.continues()) {
            ObjectStream more = inputs[rows.next()];
            more.next();
            add(more);
        }
        if (fold.ordered()) {
            inOrder.drain(object -> fold.fold(object, 0, object.length));
        }
        byte[] folded = fold.take();
        isNull = folded == null;
        bytes = folded == null ? NOTHING : folded;
        start = 0;
        end = bytes.length;
    }

    private void add(ObjectStream input) throws IOException {
        if (input.isNull()) {
            return;
        }
        if (fold.ordered()) {
            inOrder.add(input.bytes(), input.start(), input.end());
        } else {
            fold.fold(input.bytes(), input.start(), input.end() - input.start());
        }
    }

    @Override
    public boolean isNull() {
        return isNull;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }
}
