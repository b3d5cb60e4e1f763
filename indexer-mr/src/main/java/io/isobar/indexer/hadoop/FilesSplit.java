package io.isobar.indexer.hadoop;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/** Several small parts of a dataset's files: one task reads them one after the other. */
final class FilesSplit extends DatasetSplit {
    private List<FileSplit> parts;

    /** For Hadoop, which calls {@link #readFields} next. */
    @SuppressWarnings("unused")
    FilesSplit() {
        super();
        this.parts = List.of();
    }

    /** A split near the hosts, which hold most of it. */
    FilesSplit(int dataset, List<FileSplit> parts, String[] hosts) {
        super(
                dataset,
                parts.get(0).getPath(),
                0,
                parts.stream().mapToLong(FileSplit::getLength).sum(),
                hosts);
        this.parts = List.copyOf(parts);
    }

    List<FileSplit> parts() {
        return parts;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        super.write(out);
        out.writeInt(parts.size());
        for (FileSplit part : parts) {
            part.write(out);
        }
    }

    @Override
    public void readFields(DataInput in) throws IOException {
        super.readFields(in);
        int count = in.readInt();
        List<FileSplit> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            FileSplit part = new FileSplit();
            part.readFields(in);
            read.add(part);
        }
        parts = List.copyOf(read);
    }

    @Override
    public String toString() {
        return parts.size() + " files from " + super.toString();
    }
}
