package io.isobar.indexer.hadoop;

import io.isobar.indexer.sort.MergedPairs;
import io.isobar.indexer.sort.PairArena;
import io.isobar.indexer.sort.SortedArena;
import io.isobar.indexer.sort.SortedPairs;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.MapOutputCollector;
import org.apache.hadoop.mapred.MapOutputFile;
import org.apache.hadoop.mapred.SpillRecord;
import org.apache.hadoop.mapred.Task;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskCounter;

/**
 * Sorts the output of a map task whose keys and values are bytes and compared as such, and writes it where and as Hadoop's
 * own collector does. What doesn't fit into {@code mapreduce.task.io.sort.mb} is spilled to files, during which the mapper
 * waits, so {@code mapreduce.map.sort.spill.percent} means nothing here: the whole buffer is used. The last spill is merged
 * from memory; if it is the only one, it is written as the final file.
 */
final class SortingCollector implements MapOutputCollector<BytesWritable, BytesWritable> {
    /** Of Hadoop 3.4 and later. */
    private static final String MOST_SPILLS = "mapreduce.task.spill.files.count.limit";

    private static final int LARGEST_SORT_MEGABYTES = 2047;
    private static final int ROWS_PER_REPORT = 256;
    private static final int INDEX_RECORD_BYTES = 3 * Long.BYTES;
    private static final int MOST_OPEN = 256;
    private static final int LEAST_READ_BYTES = 32 << 10;
    private static final int MOST_READ_BYTES = 128 << 10;

    /** What a decompressor of Hadoop's takes, about: one buffer for what it reads, and one for what comes out. */
    private static final int CODEC_BYTES = 512 << 10;

    /** For reading spills, beside the rows that are still in memory. */
    private static final int READ_SHARE = 8;

    /** The node manager, which serves the file, may be another user of the same group. */
    private static final FsPermission PERMISSION = new FsPermission((short) 0640);

    private final JobConf conf;
    private final Task.TaskReporter reporter;
    private final MapOutputFile files;
    private final FileSystem local;
    private final int partitions;
    private final long sortBytes;
    private final SpillCodec codec;
    private final Counter records;
    private final Counter bytes;
    private final Counter spilled;
    private final Counter materialized;
    private final List<Spill> spills = new ArrayList<>();
    private PairArena arena;
    private int numbers;
    private long unreportedRows;
    private long unreportedBytes;

    /** A file with some of the rows, sorted. */
    private record Spill(Path file, SpillRecord index, long bytes) {}

    /** What of a partition is to be written. */
    private interface Source {
        SortedPairs partition(int number) throws IOException;
    }

    /** Whether keys and values are bytes that are compared as such, and are written neither combined nor encrypted. */
    static boolean isFor(JobConf conf) {
        return conf.getMapOutputKeyClass() == BytesWritable.class
                && conf.getMapOutputValueClass() == BytesWritable.class
                && conf.getOutputKeyComparator() instanceof BytesWritable.Comparator
                && conf.get(MRJobConfig.COMBINE_CLASS_ATTR) == null
                && conf.getCombinerClass() == null
                && !conf.getBoolean(MRJobConfig.MR_ENCRYPTED_INTERMEDIATE_DATA, false)
                && conf.getInt(MOST_SPILLS, -1) < 0;
    }

    SortingCollector(Context context) throws IOException {
        this.conf = context.getJobConf();
        this.reporter = context.getReporter();
        this.files = context.getMapTask().getMapOutputFile();
        this.local = FileSystem.getLocal(conf).getRaw();
        this.partitions = conf.getNumReduceTasks();
        int megabytes = conf.getInt(MRJobConfig.IO_SORT_MB, MRJobConfig.DEFAULT_IO_SORT_MB);
        if (megabytes < 1 || megabytes > LARGEST_SORT_MEGABYTES) {
            throw new IOException("[%s] is [%d]: it must be from 1 to %d"
                    .formatted(MRJobConfig.IO_SORT_MB, megabytes, LARGEST_SORT_MEGABYTES));
        }
        this.sortBytes = (long) megabytes << 20;
        this.codec = SpillCodec.of(conf);
        this.records = reporter.getCounter(TaskCounter.MAP_OUTPUT_RECORDS);
        this.bytes = reporter.getCounter(TaskCounter.MAP_OUTPUT_BYTES);
        this.spilled = reporter.getCounter(TaskCounter.SPILLED_RECORDS);
        this.materialized = reporter.getCounter(TaskCounter.MAP_OUTPUT_MATERIALIZED_BYTES);
        this.arena = new PairArena(partitions, sortBytes);
    }

    @Override
    public void init(Context context) {
        // the constructor has done it
    }

    @Override
    public void collect(BytesWritable key, BytesWritable value, int partition) throws IOException {
        if (partition < 0 || partition >= partitions) {
            throw new IOException("A row was sent to reduce task [%d] of [%d]".formatted(partition, partitions));
        }
        while (!arena.add(partition, key.getBytes(), key.getLength(), value.getBytes(), value.getLength())) {
            spill();
        }
        unreportedRows++;
        unreportedBytes += SortedPairs.LENGTHS + key.getLength() + value.getLength();
        if (unreportedRows == ROWS_PER_REPORT) {
            report();
        }
    }

    private void report() {
        records.increment(unreportedRows);
        bytes.increment(unreportedBytes);
        unreportedRows = 0;
        unreportedBytes = 0;
        reporter.progress();
    }

    private void spill() throws IOException {
        SortedArena sorted = arena.sorted();
        spills.add(writeSpill(sorted::partition, arena.bytes()));
        arena = new PairArena(partitions, sortBytes);
    }

    @Override
    public void flush() throws IOException {
        report();
        int mostOpen = mostOpen();
        while (spills.size() > mostOpen) {
            mergeGroups(mostOpen);
        }
        Optional<SortedArena> last = arena.size() > 0 ? Optional.of(arena.sorted()) : Optional.empty();
        long size = arena.bytes() + spills.stream().mapToLong(Spill::bytes).sum();
        Path file = files.getOutputFileForWrite(withTrailers(size));
        Path index = files.getOutputIndexFileForWrite((long) partitions * INDEX_RECORD_BYTES);
        try (OpenSpills open = new OpenSpills(spills)) {
            Spill output = write(file, number -> {
                reporter.setProgress((float) number / partitions);
                return open.partition(number, last);
            });
            output.index().writeToFile(index, conf);
            materialized.increment(output.bytes());
        }
        remove(spills);
        if (!PERMISSION.equals(PERMISSION.applyUMask(FsPermission.getUMask(conf)))) {
            local.setPermission(file, PERMISSION);
            local.setPermission(index, PERMISSION);
        }
    }

    /** How many spills are merged at once: as many as there is memory to read them, but no fewer than Hadoop would. */
    private int mostOpen() {
        int given = conf.getInt(MRJobConfig.IO_SORT_FACTOR, MRJobConfig.DEFAULT_IO_SORT_FACTOR);
        int each = LEAST_READ_BYTES + (codec.compresses() ? CODEC_BYTES : 0);
        return Math.max(Math.max(given, 2), (int) Math.min(MOST_OPEN, sortBytes / READ_SHARE / each));
    }

    private int readBytes(int open) {
        return (int) Math.max(LEAST_READ_BYTES, Math.min(MOST_READ_BYTES, sortBytes / READ_SHARE / open));
    }

    /** Spills that were written one after the other become one, so that equal keys stay in their order. */
    private void mergeGroups(int most) throws IOException {
        List<Spill> merged = new ArrayList<>();
        for (int from = 0; from < spills.size(); from += most) {
            List<Spill> group = spills.subList(from, Math.min(from + most, spills.size()));
            long size = group.stream().mapToLong(Spill::bytes).sum();
            try (OpenSpills open = new OpenSpills(group)) {
                merged.add(writeSpill(number -> open.partition(number, Optional.empty()), size));
            }
            remove(group);
        }
        spills.clear();
        spills.addAll(merged);
    }

    private long withTrailers(long size) {
        return size + (long) partitions * SpillWriter.TRAILER_BYTES;
    }

    private Spill writeSpill(Source source, long size) throws IOException {
        return write(files.getSpillFileForWrite(numbers++, withTrailers(size)), source);
    }

    private Spill write(Path file, Source source) throws IOException {
        SpillRecord index = new SpillRecord(partitions);
        try (SpillWriter writer = new SpillWriter(local.create(file), codec, reporter)) {
            for (int i = 0; i < partitions; i++) {
                index.putIndex(writer.write(source.partition(i)), i);
                reporter.progress();
            }
            spilled.increment(writer.pairs());
            return new Spill(file, index, writer.bytes());
        }
    }

    private void remove(List<Spill> done) throws IOException {
        for (Spill spill : done) {
            local.delete(spill.file(), false);
        }
    }

    @Override
    public void close() {
        // the file is whole after flush
    }

    /** Spills that are read side by side. */
    private final class OpenSpills implements Closeable {
        private final List<Spill> spills;
        private final List<SpillReader> readers = new ArrayList<>();

        OpenSpills(List<Spill> spills) throws IOException {
            this.spills = List.copyOf(spills);
            try {
                for (Spill spill : spills) {
                    readers.add(
                            new SpillReader(spill.file(), local.open(spill.file()), codec, readBytes(spills.size())));
                }
            } catch (IOException | RuntimeException | Error e) {
                close();
                throw e;
            }
        }

        SortedPairs partition(int number, Optional<SortedArena> last) throws IOException {
            if (readers.isEmpty() && last.isPresent()) {
                return last.get().partition(number);
            }
            List<SortedPairs> sources = new ArrayList<>();
            for (int i = 0; i < readers.size(); i++) {
                sources.add(readers.get(i).partition(spills.get(i).index().getIndex(number)));
            }
            last.ifPresent(arena -> sources.add(arena.partition(number)));
            return new MergedPairs(sources);
        }

        @Override
        public void close() throws IOException {
            for (SpillReader reader : readers) {
                reader.close();
            }
        }
    }
}
