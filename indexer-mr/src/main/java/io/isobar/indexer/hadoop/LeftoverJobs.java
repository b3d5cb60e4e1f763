package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/** What an earlier driver of a run left of a stage that isn't in the ledger: a job, or the remains of one. */
final class LeftoverJobs {
    private final Path run;
    private final boolean resume;

    LeftoverJobs(Path run, boolean resume) {
        this.run = run;
        this.resume = resume;
    }

    /**
     * The job that runs a stage already, or has run it to its end. If there is none, whatever stands where the given job
     * will write is removed.
     */
    Optional<Job> take(String stageKey, Job job) throws IOException {
        Configuration conf = job.getConfiguration();
        Path output = FileOutputFormat.getOutputPath(job);
        FileSystem files = output.getFileSystem(conf);
        if (resume && !HadoopSetup.isLocal(conf)) {
            try (RunApplications applications = new RunApplications(conf)) {
                Optional<Job> left = applications.job(run.getName(), stageKey);
                if (left.isPresent()
                        && (!left.get().isComplete()
                                || files.exists(new Path(output, FileOutputCommitter.SUCCEEDED_FILE_NAME)))) {
                    return left;
                }
            }
        }
        files.delete(output, true);
        files.delete(BadRowsFile.directory(run, stageKey), true);
        files.delete(TaskFailure.directory(run, stageKey), true);
        return Optional.empty();
    }
}
