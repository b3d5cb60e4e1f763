package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.JoinJob;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;

/** Runs the joins of a pipeline. */
final class JoinJobs {
    private final RunJobs jobs;

    JoinJobs(RunJobs jobs) {
        this.jobs = jobs;
    }

    JobWatch.Result join(String title, JoinJob join) throws IOException {
        Job job = jobs.job(title, join.inputs());
        jobs.stage(job, join.inputs()).withJoin(join.name());
        job.setMapperClass(JoinMapper.class);
        job.setPartitionerClass(JoinPartitioner.class);
        job.setReducerClass(JoinReducer.class);
        RunJobs.shuffle(job, BytesWritable.class, BytesWritable.class, jobs.reducers(jobs.inputBytes(join.inputs())));
        jobs.output(job, SequenceFileOutputFormat.class, NullWritable.class, BytesWritable.class, join.name());
        return jobs.run(title, job);
    }
}
