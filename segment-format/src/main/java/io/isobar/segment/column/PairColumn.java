package io.isobar.segment.column;

import io.isobar.segment.codec.Pairs;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A column of pairs of a time and a value. */
final class PairColumn implements ComplexColumn {
    private final String name;
    private final String typeName;
    private final Pairs pairs;
    private final OpenGuard guard;

    PairColumn(String name, String typeName, Pairs pairs, OpenGuard guard) {
        this.name = name;
        this.typeName = typeName;
        this.pairs = pairs;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int rows() {
        return pairs.size();
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public ByteBuffer value(int row) {
        guard.check();
        Objects.checkIndex(row, rows());
        return ByteBuffer.wrap(pairs.pair(row)).asReadOnlyBuffer();
    }
}
