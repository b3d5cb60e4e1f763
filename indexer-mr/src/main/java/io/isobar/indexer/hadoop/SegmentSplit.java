package io.isobar.indexer.hadoop;

import io.isobar.indexer.segments.InputSegment;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Some segments of a dataset, by their places among all of it: one task reads them one after the other. */
final class SegmentSplit extends DatasetSplit {
    private int from;
    private int to;

    /** For Hadoop, which calls {@link #readFields} next. */
    @SuppressWarnings("unused")
    SegmentSplit() {
        super();
    }

    private SegmentSplit(int dataset, int from, int to, Path first, long length, String[] hosts) {
        super(dataset, first, 0, length, hosts);
        this.from = from;
        this.to = to;
    }

    /** Where the bytes of a segment's zip are. */
    interface Hosts {
        String[] of(InputSegment segment) throws IOException;
    }

    /** Cuts the segments into runs of at most so many bytes, unzipped; a larger one is a split of its own. */
    static List<SegmentSplit> of(int dataset, List<InputSegment> segments, long mostBytes, Hosts hosts)
            throws IOException {
        List<SegmentSplit> splits = new ArrayList<>();
        for (int from = 0; from < segments.size(); ) {
            InputSegment first = segments.get(from);
            long bytes = first.size();
            int to = from + 1;
            while (to < segments.size() && bytes + segments.get(to).size() <= mostBytes) {
                bytes += segments.get(to++).size();
            }
            splits.add(new SegmentSplit(dataset, from, to, new Path(first.location()), bytes, hosts.of(first)));
            from = to;
        }
        return splits;
    }

    /** Those of the dataset's segments that this split has. */
    List<InputSegment> of(List<InputSegment> all) {
        return all.subList(from, to);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        super.write(out);
        out.writeInt(from);
        out.writeInt(to);
    }

    @Override
    public void readFields(DataInput in) throws IOException {
        super.readFields(in);
        from = in.readInt();
        to = in.readInt();
    }
}
