package io.isobar.segment.build;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The objects of rows that are merged and not grouped. For one thread. */
final class MergedObjects implements ObjectStream {
    private final ObjectStream[] inputs;
    private final MergedRows rows;
    private @Nullable ObjectStream current;

    MergedObjects(ObjectStream[] inputs, MergedRows rows) {
        this.inputs = inputs;
        this.rows = rows;
    }

    @Override
    public void next() throws IOException {
        current = inputs[rows.next()];
        current.next();
    }

    private ObjectStream current() {
        return Objects.requireNonNull(current);
    }

    @Override
    public boolean isNull() {
        return current().isNull();
    }

    @Override
    public byte[] bytes() {
        return current().bytes();
    }

    @Override
    public int start() {
        return current().start();
    }

    @Override
    public int end() {
        return current().end();
    }
}
