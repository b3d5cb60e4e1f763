package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.indexer.spec.SegmentsSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/** The files of a stage's datasets, cut into splits. A value is the cursor itself, at its next row. */
final class DatasetInputFormat extends InputFormat<NullWritable, RowCursor> {
    @Override
    public List<InputSplit> getSplits(JobContext context) throws IOException {
        Configuration conf = context.getConfiguration();
        StageConf stage = StageConf.read(conf);
        long most = FileInputFormat.getMaxSplitSize(context);
        List<InputSplit> splits = new ArrayList<>();
        for (int i = 0; i < stage.datasets().size(); i++) {
            Optional<List<InputSegment>> segments = stage.segments(i);
            if (segments.isPresent()) {
                long bytes = segmentBytes(stage.segmentsSpec(i), segments.get(), conf);
                splits.addAll(SegmentSplit.of(i, segments.get(), bytes, segment -> hosts(segment, conf)));
                continue;
            }
            boolean text = stage.datasets().get(i).format().kind().isText();
            FileSplits files = new FileSplits(i, text, most, conf);
            for (Path path : stage.files(i)) {
                files.add(path);
            }
            splits.addAll(files.splits());
        }
        return splits;
    }

    /** How many bytes of segments, unzipped, one task reads. */
    private static long segmentBytes(SegmentsSpec spec, List<InputSegment> segments, Configuration conf) {
        if (spec.maxSplitSize() >= 0) {
            return spec.maxSplitSize();
        }
        long all = segments.stream().mapToLong(InputSegment::size).sum();
        return all / Math.max(1, conf.getInt(MRJobConfig.NUM_MAPS, 1)) + 1;
    }

    private static String[] hosts(InputSegment segment, Configuration conf) throws IOException {
        Path path = new Path(segment.location());
        FileSystem fileSystem = path.getFileSystem(conf);
        FileStatus file = fileSystem.getFileStatus(path);
        return FileSplits.hosts(fileSystem.getFileBlockLocations(file, 0, file.getLen()), 0);
    }

    @Override
    public RecordReader<NullWritable, RowCursor> createRecordReader(InputSplit split, TaskAttemptContext context) {
        return new Reader();
    }

    private static RowCursor open(DatasetSplit split, TaskAttemptContext context) throws IOException {
        StageConf stage = StageConf.read(context.getConfiguration());
        if (split instanceof SegmentSplit segments) {
            return new SegmentCursor(
                    segments.of(stage.segments(split.dataset()).orElseThrow()),
                    stage.segmentColumns(split.dataset()),
                    context.getConfiguration());
        }
        Dataset dataset = stage.datasets().get(split.dataset());
        return split instanceof FilesSplit files
                ? new ChainedCursor(files.parts(), part -> open(dataset.format(), part, context))
                : open(dataset.format(), split.file(), context);
    }

    /** The rows of a part of a file. */
    static RowCursor open(InputFormatSpec format, FileSplit part, TaskAttemptContext context) throws IOException {
        return switch (format.kind()) {
            case AVRO -> new AvroCursor(format, part, context.getConfiguration());
            case ORC -> new OrcCursor(format, part, context.getConfiguration());
            case PARQUET -> new ParquetCursor(format, part, context.getConfiguration());
            case ROWS -> new StoredRowCursor(part, context);
            case SEGMENTS -> throw new IllegalStateException("Segments are not split like files");
            case JSON, CSV, TSV, REGEX -> new LineCursor(format, part, context);
        };
    }

    private static final class Reader extends RecordReader<NullWritable, RowCursor> {
        private RowCursor cursor = new NoRows();

        @Override
        public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
            try {
                cursor = open((DatasetSplit) split, context);
            } catch (IOException e) {
                throw TaskFailure.record(e, context);
            }
        }

        @Override
        public boolean nextKeyValue() throws IOException {
            return cursor.advance();
        }

        @Override
        public NullWritable getCurrentKey() {
            return NullWritable.get();
        }

        @Override
        public RowCursor getCurrentValue() {
            return cursor;
        }

        @Override
        public float getProgress() throws IOException {
            return cursor.progress();
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }

    /** Before a reader is initialized. */
    private static final class NoRows implements RowCursor {
        @Override
        public boolean advance() {
            return false;
        }

        @Override
        public io.isobar.indexer.input.Row row() {
            throw new IllegalStateException("There is no row");
        }

        @Override
        public io.isobar.indexer.input.RowPosition position() {
            throw new IllegalStateException("There is no row");
        }

        @Override
        public float progress() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
