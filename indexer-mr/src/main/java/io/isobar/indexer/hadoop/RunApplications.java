package io.isobar.indexer.hadoop;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.yarn.api.protocolrecords.ApplicationsRequestScope;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Finds the applications of a run on YARN, whoever submitted them: each carries the names of its run and of its stage as
 * tags.
 */
final class RunApplications implements Closeable {
    private static final Set<YarnApplicationState> LIVING = EnumSet.of(
            YarnApplicationState.NEW,
            YarnApplicationState.NEW_SAVING,
            YarnApplicationState.SUBMITTED,
            YarnApplicationState.ACCEPTED,
            YarnApplicationState.RUNNING);

    private final Configuration conf;
    private final YarnClient yarn;

    RunApplications(Configuration conf) {
        this.conf = conf;
        this.yarn = YarnClient.createYarnClient();
        yarn.init(conf);
        yarn.start();
    }

    /** Marks a job as a stage of a run. */
    static void tag(Configuration job, String runName, String stageKey) {
        String own = runTag(runName) + "," + stageTag(runName, stageKey);
        String others = job.get(MRJobConfig.JOB_TAGS, "");
        job.set(MRJobConfig.JOB_TAGS, others.isEmpty() ? own : others + "," + own);
    }

    private static String runTag(String runName) {
        return "isobar-run-" + runName;
    }

    /** With the stage's number alone: YARN takes no more than 100 characters, and names of stages may be long. */
    private static String stageTag(String runName, String stageKey) {
        return "isobar-stage-" + runName + "-" + stageKey.substring(0, stageKey.indexOf('-'));
    }

    /** An application of the run that goes on, in words, if there is one. */
    Optional<String> living(String runName) throws IOException {
        return newest(runTag(runName))
                .filter(application -> LIVING.contains(application.getYarnApplicationState()))
                .map(application -> "[%s] (%s, started at %s, %s)"
                        .formatted(
                                application.getApplicationId(),
                                application.getName(),
                                Instant.ofEpochMilli(application.getStartTime()),
                                application.getTrackingUrl()));
    }

    /** The job of a stage, if the last application that was started for it goes on or has succeeded. */
    Optional<Job> job(String runName, String stageKey) throws IOException {
        Optional<ApplicationReport> last = newest(stageTag(runName, stageKey));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        boolean lives = LIVING.contains(last.get().getYarnApplicationState());
        if (!lives && last.get().getFinalApplicationStatus() != FinalApplicationStatus.SUCCEEDED) {
            return Optional.empty();
        }
        ApplicationId id = last.get().getApplicationId();
        try {
            // Null, or an exception, if the application is over and no history server knows it
            return Optional.ofNullable(
                    new Cluster(conf).getJob(new JobID(String.valueOf(id.getClusterTimestamp()), id.getId())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while application [" + id + "] was looked for", e);
        } catch (IOException e) {
            if (lives) {
                throw new IOException(
                        "Application [%s] goes on, but can't be asked: %s".formatted(id, e.getMessage()), e);
            }
            return Optional.empty();
        }
    }

    private Optional<ApplicationReport> newest(String tag) throws IOException {
        GetApplicationsRequest request = GetApplicationsRequest.newInstance(ApplicationsRequestScope.ALL);
        request.setApplicationTags(Set.of(tag));
        try {
            List<ApplicationReport> applications = yarn.getApplications(request);
            Comparator<ApplicationReport> byLife =
                    Comparator.comparing(application -> LIVING.contains(application.getYarnApplicationState()));
            return applications.stream().max(byLife.thenComparing(ApplicationReport::getApplicationId));
        } catch (YarnException e) {
            throw new IOException("YARN can't list the applications of [" + tag + "]: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        yarn.stop();
    }
}
