package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.ShuffleJob;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;

/** Runs the stages of a pipeline that need a shuffle. */
final class StageJobs {
    private final RunJobs jobs;

    StageJobs(RunJobs jobs) {
        this.jobs = jobs;
    }

    JobWatch.Result run(ShuffleJob stage) throws IOException {
        Job job = jobs.job(stage.title(), stage.inputs());
        StageConf conf = jobs.stage(job, stage.inputs()).withShuffle(stage.name());
        jobs.addTables(job, conf, stage.lookups());
        job.setMapperClass(StageMapper.class);
        job.setPartitionerClass(StagePartitioner.class);
        if (stage.logic().openCombine(row -> {}).isPresent()) {
            job.setCombinerClass(StageCombiner.class);
        }
        job.setReducerClass(StageReducer.class);
        RunJobs.shuffle(job, BytesWritable.class, BytesWritable.class, jobs.reducers(jobs.inputBytes(stage.inputs())));
        jobs.output(
                job,
                SequenceFileOutputFormat.class,
                NullWritable.class,
                BytesWritable.class,
                jobs.outputOf(stage).getName());
        return jobs.run(stage.title(), job);
    }
}
