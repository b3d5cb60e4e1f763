package io.isobar.query;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.io.IOException;

/**
 * What every encoded partial result begins with, version 1; the parts are those of {@link WireWriter}.
 *
 * <pre>
 *  count    magic    0x4951, ASCII "IQ"
 *  count    version  1
 *  text     name of the datasource
 *  long     start of the segment's interval, ms
 *  long     end of the segment's interval, ms
 *  text     version of the segment
 *  count    partition of the segment
 *  ...      by the type of the query
 * </pre>
 */
final class PartialFrame {
    private static final int MAGIC = 0x4951;
    private static final int VERSION = 1;
    private static final int MAX_NAME_BYTES = 1 << 12;

    private PartialFrame() {}

    static void writeHead(SegmentId segment, WireWriter out) throws IOException {
        out.count(MAGIC);
        out.count(VERSION);
        out.text(segment.dataSource());
        out.number(segment.interval().start());
        out.number(segment.interval().end());
        out.text(segment.version());
        out.count(segment.partition());
    }

    static SegmentId readHead(WireReader in) throws IOException {
        if (in.count(Long.MAX_VALUE) != MAGIC) {
            throw new IOException("These bytes are no partial result of a query");
        }
        long version = in.count(Long.MAX_VALUE);
        if (version != VERSION) {
            throw new IOException(
                    "Partial result has version [%d], this node reads version [%d]: let all nodes of the DC run one release"
                            .formatted(version, VERSION));
        }
        try {
            return new SegmentId(
                    name(in), new Interval(in.number(), in.number()), name(in), in.count(Integer.MAX_VALUE - 1));
        } catch (IllegalArgumentException e) {
            throw new IOException("Partial result is damaged: it names no segment", e);
        }
    }

    private static String name(WireReader in) throws IOException {
        String name = in.text(MAX_NAME_BYTES);
        if (name == null) {
            throw new IOException("Partial result is damaged: a name is missing");
        }
        return name;
    }
}
