package io.isobar.indexer.hadoop;

import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/** Runs the jobs that read all rows once to answer a question; the answer is a few lines of text. */
final class SurveyJobs {
    private final RunJobs jobs;

    SurveyJobs(RunJobs jobs) {
        this.jobs = jobs;
    }

    /** What a job gets beside the files. */
    interface Setup {
        void of(StageConf stage);
    }

    /** The dimensions of a spec that lists none. */
    List<Dimension> findDimensions(String title, List<JobWatch.Result> results) throws IOException {
        TreeSet<String> fields = new TreeSet<>();
        for (String line : survey(title, stage -> {}, results)) {
            fields.add(line.substring(SurveyMapper.FIELD.length(), line.lastIndexOf('\t')));
        }
        IngestionSpec spec = jobs.file().spec();
        return spec.dimensions().resolve(fields, spec.timestamp(), spec.metricSpecs());
    }

    /** The lines of {@link SurveyReducer}. */
    List<String> survey(String title, Setup setup, List<JobWatch.Result> results) throws IOException {
        Job job = jobs.job(title, jobs.plan().rows());
        setup.of(jobs.stage(job, jobs.plan().rows()));
        job.setMapperClass(SurveyMapper.class);
        job.setReducerClass(SurveyReducer.class);
        RunJobs.shuffle(job, Text.class, BytesWritable.class, 1);
        Path output = jobs.output(job, TextOutputFormat.class, Text.class, Text.class, title.replace(' ', '-'));
        results.add(jobs.run(title, job));
        return jobs.lines(output);
    }
}
