package io.isobar.indexer.hadoop;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/** A part of a file, and which of the job's datasets it belongs to. */
class DatasetSplit extends InputSplit implements Writable {
    private int dataset;
    private FileSplit file;

    /** For Hadoop, which calls {@link #readFields} next. */
    @SuppressWarnings("unused")
    DatasetSplit() {
        this(0, new FileSplit());
    }

    DatasetSplit(int dataset, Path path, long start, long length, String[] hosts) {
        this(dataset, new FileSplit(path, start, length, hosts));
    }

    private DatasetSplit(int dataset, FileSplit file) {
        this.dataset = dataset;
        this.file = file;
    }

    int dataset() {
        return dataset;
    }

    FileSplit file() {
        return file;
    }

    @Override
    public long getLength() {
        return file.getLength();
    }

    @Override
    public String[] getLocations() throws IOException {
        return file.getLocations();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(dataset);
        file.write(out);
    }

    @Override
    public void readFields(DataInput in) throws IOException {
        dataset = in.readInt();
        file = new FileSplit();
        file.readFields(in);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
