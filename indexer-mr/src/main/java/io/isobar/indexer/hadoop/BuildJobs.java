package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.Partitions;
import io.isobar.indexer.pipeline.Dataset;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/** Builds the segments: one reducer has all rows of a bucket, sorted. */
final class BuildJobs {
    private final RunJobs jobs;

    BuildJobs(RunJobs jobs) {
        this.jobs = jobs;
    }

    List<BuiltSegment> buildSegments(
            String title, List<Dimension> dimensions, Partitions partitions, URI store, List<JobWatch.Result> results)
            throws IOException {
        List<Dataset> inputs = jobs.plan().rows();
        Job job = jobs.job(title, inputs);
        int reducers = Math.max(1, Math.min(partitions.plan().buckets(), jobs.mostReducers()));
        jobs.stage(job, inputs)
                .withDimensions(dimensions)
                .withBuckets(partitions.plan())
                .withReducers(partitions.deal(reducers))
                .withStore(store);
        if (jobs.isLocal()) {
            // what a reducer leaves idle, because it has ended or there are too few, is the others'
            job.getConfiguration().setInt(MRJobConfig.REDUCE_CPU_VCORES, jobs.localTasks());
        }
        job.setMapperClass(IndexMapper.class);
        job.setPartitionerClass(IndexPartitioner.class);
        job.setReducerClass(IndexReducer.class);
        RunJobs.shuffle(job, BytesWritable.class, BytesWritable.class, reducers);
        Path output = jobs.output(job, TextOutputFormat.class, NullWritable.class, Text.class, "segments");
        results.add(jobs.run(title, job));
        return jobs.lines(output).stream().map(BuiltSegment::parse).toList();
    }
}
