package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.Chunk;
import io.isobar.indexer.partition.HotSlots;
import io.isobar.indexer.partition.Partitions;
import io.isobar.indexer.partition.PartitionsBuilder;
import io.isobar.indexer.partition.RangeChoice;
import io.isobar.indexer.partition.RangeCut;
import io.isobar.indexer.partition.RowSample;
import io.isobar.indexer.partition.Sharding;
import io.isobar.indexer.partition.Slots;
import io.isobar.indexer.partition.ValueCounts;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.ValueKey;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.PartitionsSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.SequenceFileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ranges of each chunk. A first job leaves one of the rows that roll up and counts values; a second adds the counts up
 * and cuts the values, which come to a reducer in their order. No task holds all values of a chunk.
 */
final class RangeSurvey {
    /** Where no intervals are listed, so many chunks are reckoned with. */
    private static final int USUAL_CHUNKS = 8;

    private final RunJobs jobs;
    private final PartitionsSpec.Ranges rule;
    private final IngestionSpec spec;
    private final List<List<String>> candidates;
    private Optional<Path> grouped = Optional.empty();

    RangeSurvey(RunJobs jobs, PartitionsSpec.Ranges rule, IngestionSpec spec) {
        this.jobs = jobs;
        this.rule = rule;
        this.spec = spec;
        this.candidates = candidates(spec);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "No dimension can be tried for ranges: name a string or a long as partition dimension, or use type [hashed]");
        }
    }

    /** What chunks may be cut by: the dimensions of the spec, or each that has an order of its own as text. */
    private static List<List<String>> candidates(IngestionSpec spec) {
        PartitionsSpec.Ranges rule =
                (PartitionsSpec.Ranges) spec.tuning().partitions().rule();
        if (!rule.dimensions().isEmpty()) {
            return List.of(rule.dimensions());
        }
        return spec.dimensions().listed().stream()
                .filter(dimension ->
                        dimension.type() == Dimension.Type.STRING || dimension.type() == Dimension.Type.LONG)
                .map(dimension -> List.of(dimension.name()))
                .toList();
    }

    static RowSample sample(IngestionSpec spec) {
        return new RowSample(
                spec.dimensions().listed(),
                candidates(spec),
                spec.tuning().partitions().samplingFactor());
    }

    /** The target in rows of the sample, whole as Druid has it. */
    static long sampledTarget(PartitionsSpec partitions) {
        return Math.max(1, ((PartitionsSpec.Ranges) partitions.rule()).targetRows() / partitions.samplingFactor());
    }

    /** Where tasks write counts to. */
    interface Output {
        void write(BytesWritable key, LongWritable count) throws IOException, InterruptedException;
    }

    static ValueCounts counts(IngestionSpec spec, Output output) {
        return new ValueCounts(spec.dimensions().listed(), candidates(spec), new ValueCounts.Receiver() {
            private final ByteSink bytes = new ByteSink();
            private final BytesWritable key = new BytesWritable();

            @Override
            public void counted(long chunkStart, int candidate, List<@Nullable String> values, long rows)
                    throws IOException, InterruptedException {
                ValueKey.write(chunkStart, candidate, values, bytes.clear());
                key.set(bytes.array(), 0, bytes.size());
                output.write(key, new LongWritable(rows));
            }

            @Override
            public void unfit(long chunkStart, int candidate) throws IOException, InterruptedException {
                counted(chunkStart, candidate, List.of(), 0);
            }

            @Override
            public void rows(long chunkStart, long rows) throws IOException, InterruptedException {
                counted(chunkStart, ValueKey.ALL_ROWS, List.of(), rows);
            }
        });
    }

    /** Leaves one of the rows that roll up, and counts what is left. */
    void group(String title, List<JobWatch.Result> results) throws IOException {
        Job job = job(title);
        job.setMapperClass(GroupMapper.class);
        job.setCombinerClass(GroupCombiner.class);
        job.setReducerClass(GroupReducer.class);
        RunJobs.shuffle(
                job,
                BytesWritable.class,
                NullWritable.class,
                jobs.reducers(jobs.inputBytes(jobs.plan().rows())));
        grouped = Optional.of(jobs.output(
                job, SequenceFileOutputFormat.class, BytesWritable.class, LongWritable.class, title.replace(' ', '-')));
        results.add(jobs.run(title, job));
    }

    /** Counts values, or adds up what {@link #group} counted, and cuts them. */
    Partitions determine(String title, List<JobWatch.Result> results) throws IOException {
        Job job = job(title);
        if (grouped.isPresent()) {
            job.setInputFormatClass(SequenceFileInputFormat.class);
            FileInputFormat.addInputPath(job, grouped.get());
            job.setMapperClass(CountedMapper.class);
        } else {
            job.setMapperClass(ValueCountMapper.class);
        }
        job.setCombinerClass(SumCombiner.class);
        job.setPartitionerClass(ValuePartitioner.class);
        job.setReducerClass(RangeReducer.class);
        int chunks = ChunkRows.known(spec).map(BucketPlan::buckets).orElse(USUAL_CHUNKS);
        RunJobs.shuffle(job, BytesWritable.class, LongWritable.class, (int)
                Math.min((long) candidates.size() * chunks, jobs.mostReducers()));
        Path output = jobs.output(job, TextOutputFormat.class, NullWritable.class, Text.class, title.replace(' ', '-'));
        results.add(jobs.run(title, job));
        return choose(jobs.lines(output).stream().map(RangeFinding::parse).toList());
    }

    private Job job(String title) throws IOException {
        Job job = jobs.job(title, jobs.plan().rows());
        StageConf stage = jobs.stage(job, jobs.plan().rows())
                .withDimensions(spec.dimensions().listed());
        ChunkRows.known(spec).ifPresent(stage::withBuckets);
        return job;
    }

    private Partitions choose(List<RangeFinding> findings) throws IOException {
        SortedMap<Interval, Map<Integer, RangeFinding>> chunks = new TreeMap<>();
        spec.granularity().chunks().forEach(chunk -> chunks.put(chunk, new HashMap<>()));
        ChunkRows rows = new ChunkRows(spec, ChunkRows.known(spec));
        for (RangeFinding finding : findings) {
            chunks.computeIfAbsent(rows.chunkOf(finding.chunkStart()), chunk -> new HashMap<>())
                    .put(finding.candidate(), finding);
        }
        PartitionsBuilder partitions = new PartitionsBuilder();
        for (Map.Entry<Interval, Map<Integer, RangeFinding>> chunk : chunks.entrySet()) {
            choose(chunk.getKey(), chunk.getValue(), partitions);
        }
        return partitions.build();
    }

    private void choose(Interval interval, Map<Integer, RangeFinding> findings, PartitionsBuilder partitions)
            throws IOException {
        RangeFinding all = findings.get(ValueKey.ALL_ROWS);
        if (all == null || all.rows() == 0) {
            partitions.addEven(new Chunk(interval, ranges(0, List.of(), Slots.of(1))), 0);
            return;
        }
        List<Optional<RangeCut>> cuts = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            cuts.add(Optional.ofNullable(findings.get(i))
                    .flatMap(RangeFinding::cut)
                    .filter(cut -> cut.allRows() == all.rows()));
        }
        int factor = spec.tuning().partitions().samplingFactor();
        long target = sampledTarget(spec.tuning().partitions());
        long most = Math.max(1, rule.maxRows() / factor);
        int best = new RangeChoice(target, most)
                .best(cuts)
                .orElseThrow(() -> new IOException(
                        "Chunk [%s] can't be cut into ranges: each of the dimensions %s has rows with several values, and such a row is in no range. Name another dimension in [partitionsSpec], or use type [hashed]"
                                .formatted(interval, candidates)));
        RangeCut cut = cuts.get(best).orElseThrow();
        Map<Integer, Long> rows = new TreeMap<>();
        for (int i = 0; i < cut.rows().size(); i++) {
            rows.put(i, cut.rows().get(i) * factor);
        }
        SortedMap<Integer, Integer> split = HotSlots.ofRanges(rows, target * factor, most * factor);
        split.forEach((slot, shards) -> partitions.find(
                "range [%d] of [%d] of %s in chunk [%s] has about [%d] rows, more than [%d]: no boundary parts the rows of one value. It becomes [%d] segments of the same range"
                        .formatted(
                                slot,
                                rows.size(),
                                candidates.get(best),
                                interval,
                                rows.get(slot),
                                rule.maxRows(),
                                shards)));
        partitions.add(new Chunk(interval, ranges(best, cut.boundaries(), new Slots(rows.size(), split))), rows);
    }

    private Sharding ranges(int candidate, List<List<@Nullable String>> boundaries, Slots slots) {
        return new Sharding.Ranges(
                rule.single() ? Sharding.RangeKind.SINGLE : Sharding.RangeKind.RANGE,
                candidates.get(candidate),
                boundaries,
                slots);
    }
}
