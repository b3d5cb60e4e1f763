package io.isobar.query;

import io.isobar.query.wire.WireWriter;
import io.isobar.segment.SegmentId;
import java.io.IOException;

/** The first and the last time of a segment's rows; the last lies before the first if there are none. */
final class TimeBoundaryPartial extends PartialResult {
    private final long min;
    private final long max;

    TimeBoundaryPartial(SegmentId segment, long min, long max) {
        super(segment);
        this.min = min;
        this.max = max;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    @Override
    void write(WireWriter out) throws IOException {
        out.number(min);
        out.number(max);
    }
}
