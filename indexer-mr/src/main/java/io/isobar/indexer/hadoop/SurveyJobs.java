package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.Chunk;
import io.isobar.indexer.partition.ShardCount;
import io.isobar.indexer.partition.Sharding;
import io.isobar.indexer.partition.Slots;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.PartitionsSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/** Finds out what the spec leaves open, before anything is written: dimensions, chunks, shards. */
final class SurveyJobs {
    private final RunJobs jobs;

    SurveyJobs(RunJobs jobs) {
        this.jobs = jobs;
    }

    List<Dimension> findDimensions(String title, List<JobWatch.Result> results) throws IOException {
        Path output = survey(title, job -> jobs.stage(job, jobs.plan().rows()), results);
        TreeSet<String> fields = new TreeSet<>();
        for (String line : jobs.lines(output)) {
            fields.add(line.substring(SurveyMapper.FIELD.length(), line.lastIndexOf('\t')));
        }
        IngestionSpec spec = jobs.file().spec();
        return spec.dimensions().resolve(fields, spec.timestamp(), spec.metrics());
    }

    BucketPlan determinePartitions(String title, List<Dimension> dimensions, List<JobWatch.Result> results)
            throws IOException {
        List<Interval> known = jobs.file().spec().granularity().chunks();
        Path output = survey(
                title,
                job -> {
                    StageConf stage = jobs.stage(job, jobs.plan().rows()).withDimensions(dimensions);
                    if (!known.isEmpty()) {
                        stage.withBuckets(BucketPlan.uniform(known, Sharding.hashed(1)));
                    }
                },
                results);
        PartitionsSpec partitions = jobs.file().spec().tuning().partitions();
        Map<Interval, Integer> shards = new TreeMap<>();
        known.forEach(chunk -> shards.put(chunk, partitions.shards().orElse(1)));
        for (String line : jobs.lines(output)) {
            int tab = line.lastIndexOf('\t');
            double rows = Double.parseDouble(line.substring(tab + 1));
            shards.put(
                    Interval.parse(line.substring(SurveyMapper.CHUNK.length(), tab)),
                    partitions.shards().orElseGet(() -> ShardCount.of(rows, partitions.targetRows())));
        }
        return new BucketPlan(shards.entrySet().stream()
                .map(chunk -> new Chunk(
                        chunk.getKey(), new Sharding.Hashed(Slots.of(chunk.getValue()), partitions.dimensions())))
                .toList());
    }

    private interface Setup {
        void of(Job job) throws IOException;
    }

    private Path survey(String title, Setup setup, List<JobWatch.Result> results) throws IOException {
        Job job = jobs.job(title, jobs.plan().rows());
        setup.of(job);
        job.setMapperClass(SurveyMapper.class);
        job.setReducerClass(SurveyReducer.class);
        RunJobs.shuffle(job, Text.class, BytesWritable.class, 1);
        Path output = jobs.output(job, TextOutputFormat.class, Text.class, Text.class, title.replace(' ', '-'));
        results.add(jobs.run(title, job));
        return output;
    }
}
