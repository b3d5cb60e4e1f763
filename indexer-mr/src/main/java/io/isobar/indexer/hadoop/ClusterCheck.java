package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.JobSubmissionFiles;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Makes sure that a cluster can be used before a run begins: Hadoop itself retries for many minutes where nobody listens, and
 * falls back to the local disk where a key is missing. Here a minute is enough; once jobs run, Hadoop's own patience applies,
 * so that a restart of a master doesn't end a run.
 */
final class ClusterCheck {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int RETRY_MILLIS = 2_000;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int CONNECT_TIMEOUTS = 3;
    private static final String MOST_MILLIS = "isobar.cluster-check.millis";
    private static final String DEFAULT_QUEUE = "default";
    private static final String WILDCARD = "0.0.0.0";

    private final Configuration conf;
    private final List<Path> files;

    /** @param files where the configuration is from, to name them */
    ClusterCheck(Configuration conf, List<Path> files) {
        this.conf = conf;
        this.files = files;
    }

    void run() throws IOException {
        checkKeys();
        Configuration bounded = bounded();
        checkFileSystem(bounded);
        checkYarn(bounded);
        checkStaging(bounded);
    }

    private void checkKeys() {
        String framework = conf.get(MRConfig.FRAMEWORK_NAME, "");
        if (!framework.equals(MRConfig.YARN_FRAMEWORK_NAME)) {
            throw new IllegalArgumentException("Property [%s] is [%s] in %s: must be [yarn] or [local]"
                    .formatted(MRConfig.FRAMEWORK_NAME, framework, files));
        }
        String defaultFileSystem = conf.get(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, "");
        if (defaultFileSystem.startsWith("file:")) {
            throw missing(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, "core-site.xml");
        }
        boolean known = Stream.of(
                        YarnConfiguration.RM_HA_IDS, YarnConfiguration.RM_HOSTNAME, YarnConfiguration.RM_ADDRESS)
                .map(key -> conf.get(key, ""))
                .anyMatch(value -> !value.isEmpty() && !value.startsWith(WILDCARD) && !value.contains("${"));
        if (!known) {
            throw missing(YarnConfiguration.RM_HOSTNAME, "yarn-site.xml");
        }
    }

    private IllegalArgumentException missing(String key, String usualFile) {
        return new IllegalArgumentException(
                "Property [%s] is missing in %s: add the cluster's %s to [indexer.hadoop-files]"
                        .formatted(key, files, usualFile));
    }

    private Configuration bounded() {
        Configuration bounded = new Configuration(conf);
        int most = conf.getInt(MOST_MILLIS, PATIENCE_MILLIS);
        bounded.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, most);
        bounded.setInt(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, Math.min(most, RETRY_MILLIS));
        bounded.setInt(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_TIMEOUT_KEY, CONNECT_MILLIS);
        bounded.setInt(
                CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_ON_SOCKET_TIMEOUTS_KEY, CONNECT_TIMEOUTS);
        bounded.setInt(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_KEY, most / RETRY_MILLIS);
        return bounded;
    }

    private void checkFileSystem(Configuration bounded) throws IOException {
        try (FileSystem fileSystem = FileSystem.newInstance(bounded)) {
            fileSystem.getFileStatus(new org.apache.hadoop.fs.Path("/"));
        } catch (IOException e) {
            throw new IOException(
                    "File system [%s] can't be used: %s. Is [%s] in %s right?"
                            .formatted(
                                    conf.get(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY),
                                    firstLine(e),
                                    CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY,
                                    files),
                    e);
        }
    }

    private void checkYarn(Configuration bounded) throws IOException {
        String queue = conf.get(MRJobConfig.QUEUE_NAME, DEFAULT_QUEUE);
        Optional<QueueInfo> found;
        Resource largest;
        try (YarnClient client = YarnClient.createYarnClient()) {
            client.init(bounded);
            client.start();
            found = Optional.ofNullable(client.getQueueInfo(queue));
            // an application that is never submitted: nothing but its answer tells
            largest = client.createApplication().getNewApplicationResponse().getMaximumResourceCapability();
        } catch (IOException | YarnException | RuntimeException e) {
            throw new IOException(
                    "YARN's ResourceManager can't be reached at [%s]: %s. Is it up, and is the address in %s right?"
                            .formatted(resourceManager(bounded), firstLine(e), files),
                    e);
        }
        if (found.isEmpty() || found.get().getQueueState() != QueueState.RUNNING) {
            throw new IOException("Queue [%s] %s: set [%s] to a queue of this cluster that runs"
                    .formatted(queue, found.isEmpty() ? "doesn't exist" : "is stopped", MRJobConfig.QUEUE_NAME));
        }
        new ContainerCheck(conf).run(largest);
    }

    private static String resourceManager(Configuration conf) {
        String many = conf.get(YarnConfiguration.RM_HA_IDS, "");
        return many.isEmpty()
                ? conf.get(YarnConfiguration.RM_ADDRESS, conf.get(YarnConfiguration.RM_HOSTNAME, ""))
                : conf.get(YarnConfiguration.RM_CLUSTER_ID, "") + ": " + many;
    }

    /** Hadoop makes it for each user, beneath a directory that an administrator has made. */
    private void checkStaging(Configuration bounded) throws IOException {
        UserGroupInformation user = UserGroupInformation.getCurrentUser();
        Cluster cluster = new Cluster(bounded);
        try {
            JobSubmissionFiles.getStagingDir(cluster, bounded, user);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the cluster was checked", e);
        } catch (AccessControlException e) {
            throw new IOException(
                    "User [%s] may not write the staging directory beneath [%s]: have it made for the user, or set [%s]. %s"
                            .formatted(
                                    user.getShortUserName(),
                                    bounded.get("yarn.app.mapreduce.am.staging-dir"),
                                    "yarn.app.mapreduce.am.staging-dir",
                                    firstLine(e)),
                    e);
        } finally {
            cluster.close();
        }
    }

    /** Hadoop's own exceptions carry the stack of the server in their message. */
    private static String firstLine(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null && root.getCause().getMessage() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
