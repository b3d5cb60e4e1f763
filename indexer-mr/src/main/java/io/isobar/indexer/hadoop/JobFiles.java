package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;

/** What travels with each job of a run to a cluster: jars, and a Java runtime if {@link HadoopSetup#SHIP_JRE} asks for one. */
final class JobFiles {
    /** The name of the link to the runtime in the directory in which a container runs. */
    private static final String LINK = "isobar-java";

    private static final List<String> TASK_ENVIRONMENTS = List.of("mapreduce.map.env", "mapreduce.reduce.env");

    private final List<Path> jars;
    private final Optional<JavaRuntime.Shipped> runtime;

    private JobFiles(List<Path> jars, Optional<JavaRuntime.Shipped> runtime) {
        this.jars = jars;
        this.runtime = runtime;
    }

    /** The local runner has everything already. */
    static JobFiles none() {
        return new JobFiles(List.of(), Optional.empty());
    }

    /** Uploads what isn't there yet. */
    static JobFiles upload(Path workingPath, Configuration conf) throws IOException {
        String user = UserGroupInformation.getCurrentUser().getShortUserName();
        ClusterCache cache = new ClusterCache(workingPath, user, conf, Clock.systemUTC());
        List<Path> jars = JobJars.ofDriver().upload(cache);
        Optional<JavaRuntime.Shipped> runtime = Optional.empty();
        String setting = conf.get(HadoopSetup.SHIP_JRE, "false");
        if (!setting.equals("false")) {
            refuseTwoRuntimes(conf);
            runtime = Optional.of(JavaRuntime.of(setting).upload(cache));
        }
        List<Path> inUse = new ArrayList<>(jars);
        runtime.ifPresent(shipped -> inUse.add(shipped.archive()));
        cache.removeUnused(inUse);
        return new JobFiles(jars, runtime);
    }

    private static void refuseTwoRuntimes(Configuration conf) {
        for (String key : TASK_ENVIRONMENTS) {
            if (conf.get(key, "").contains("JAVA_HOME=") || conf.get(key + ".JAVA_HOME") != null) {
                throw new IllegalArgumentException(
                        "Property [%s] sets JAVA_HOME, and a Java runtime is to be shipped: leave one of them out"
                                .formatted(key));
            }
        }
    }

    void addTo(Job job) throws IOException {
        for (Path jar : jars) {
            job.addFileToClassPath(jar);
        }
        if (runtime.isEmpty()) {
            return;
        }
        Configuration conf = job.getConfiguration();
        job.addCacheArchive(linked(runtime.get().archive()));
        // The node manager puts the container's directory in; a dollar sign would be the application master's own.
        String home = "{{PWD}}/" + LINK
                + (runtime.get().home().isEmpty() ? "" : "/" + runtime.get().home());
        for (String key : TASK_ENVIRONMENTS) {
            String others = conf.get(key, "");
            conf.set(key, (others.isEmpty() ? "" : others + ",") + "JAVA_HOME=" + home);
        }
        // Its tasks would run in the application master, on the cluster's Java.
        conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, false);
    }

    private static URI linked(Path archive) {
        URI uri = archive.toUri();
        try {
            return new URI(uri.getScheme(), uri.getAuthority(), uri.getPath(), null, LINK);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A path with a fragment is a URI", e);
        }
    }
}
