package io.isobar.query;

import io.isobar.query.group.Grouping;
import io.isobar.query.group.Groups;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.SegmentId;
import java.io.IOException;

/** A segment's groups: what it contributes to a timeseries, topN or groupBy. */
final class GroupedPartial extends PartialResult {
    private final long start;
    private final Groups groups;

    /** {@code start} is the first time of the segment that the query covers. */
    GroupedPartial(SegmentId segment, long start, Groups groups) {
        super(segment);
        this.start = start;
        this.groups = groups;
    }

    /** The first time of the segment that the query covers. */
    long start() {
        return start;
    }

    Groups groups() {
        return groups;
    }

    @Override
    void write(WireWriter out) throws IOException {
        out.number(start);
        groups.write(out);
    }

    static GroupedPartial read(SegmentId segment, Grouping grouping, WireReader in) throws IOException {
        return new GroupedPartial(segment, in.number(), Groups.read(grouping, in));
    }
}
