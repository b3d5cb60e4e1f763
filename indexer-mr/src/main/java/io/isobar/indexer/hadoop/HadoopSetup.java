package io.isobar.indexer.hadoop;

import io.isobar.indexer.spec.TuningSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.ApplicationClassLoader;

/**
 * Where jobs run.
 *
 * @param files Hadoop's configuration files; none means the local runner and the local file system
 * @param properties set after the files and before the spec's {@code jobProperties}
 * @param tasks how many tasks run at once on the local runner
 * @param workingPath of intermediate files, instead of the spec's
 */
public record HadoopSetup(List<Path> files, Map<String, String> properties, int tasks, Optional<String> workingPath) {
    /** {@code true}, or a directory or {@code .tar.gz}: the Java runtime that goes along to the tasks. Default {@code false}. */
    public static final String SHIP_JRE = "isobar.ship-jre";

    /** Who the driver is to Kerberos; with {@link #KERBEROS_KEYTAB}, instead of the ticket of whoever starts it. */
    public static final String KERBEROS_PRINCIPAL = "isobar.kerberos.principal";

    /** A file of the driver with the keys of {@link #KERBEROS_PRINCIPAL}. */
    public static final String KERBEROS_KEYTAB = "isobar.kerberos.keytab";

    /** Specs of old clusters name options that Java 17 doesn't know, and a JVM doesn't start with one of these. */
    private static final String OLD_OPTIONS = "-XX:+IgnoreUnrecognizedVMOptions";

    /** Application masters before Hadoop 3.5 don't start on Java 17 without; a Java before 9 ignores what it doesn't know. */
    private static final String OLD_MASTERS = OLD_OPTIONS + " --add-opens=java.base/java.lang=ALL-UNNAMED";

    private static final int LEAST_SORT_MEGABYTES = 16;
    private static final int MOST_SORT_MEGABYTES = 512;
    private static final float LOCAL_SHUFFLE_SHARE = 0.5f;
    /** Of the heap, for rows that a reducer reads from where the shuffle left them; Hadoop's default writes all to disk first. */
    private static final float REDUCE_INPUT_SHARE = 0.25f;

    public HadoopSetup {
        files = List.copyOf(files);
        properties = Map.copyOf(properties);
    }

    /** Logs in if Kerberos is asked for, and makes sure that the cluster can be reached and used before a run begins. */
    Configuration connect(TuningSpec tuning) throws IOException {
        Configuration conf = configuration(tuning);
        KerberosLogin.from(conf).run();
        if (!isLocal(conf)) {
            new ClusterCheck(conf, files).run();
        }
        return conf;
    }

    Configuration configuration(TuningSpec tuning) {
        return configuration(tuning.jobProperties());
    }

    Configuration configuration(Map<String, String> jobProperties) {
        Configuration conf = new Configuration();
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException("Hadoop's configuration file [" + file + "] can't be read");
            }
            conf.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
        }
        // the thin client lacks the classes of the timeline service
        conf.setBoolean("yarn.timeline-service.enabled", false);
        conf.setBoolean(MRJobConfig.MAPREDUCE_JOB_CLASSLOADER, true);
        // ORC's vectors are in a package of Hadoop's name, but they are a library of ours
        conf.set(
                MRJobConfig.MAPREDUCE_JOB_CLASSLOADER_SYSTEM_CLASSES,
                "-org.apache.hadoop.hive.," + ApplicationClassLoader.SYSTEM_CLASSES_DEFAULT);
        properties.forEach(conf::set);
        jobProperties.forEach(conf::set);
        OldS3Names.mean(conf);
        if (isLocal(conf)) {
            local(conf);
        } else {
            add(conf, MRJobConfig.MR_AM_ADMIN_COMMAND_OPTS, "", OLD_MASTERS);
            String byDefault = MRJobConfig.DEFAULT_MAPRED_ADMIN_JAVA_OPTS;
            add(conf, MRJobConfig.MAPRED_MAP_ADMIN_JAVA_OPTS, byDefault, OLD_OPTIONS);
            add(conf, MRJobConfig.MAPRED_REDUCE_ADMIN_JAVA_OPTS, byDefault, OLD_OPTIONS);
            setUnlessGiven(conf, MRJobConfig.REDUCE_INPUT_BUFFER_PERCENT, String.valueOf(REDUCE_INPUT_SHARE));
        }
        return conf;
    }

    private static void add(Configuration conf, String key, String byDefault, String options) {
        conf.set(key, (conf.get(key, byDefault) + " " + options).strip());
    }

    static boolean isLocal(Configuration conf) {
        return conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME).equals(MRConfig.LOCAL_FRAMEWORK_NAME);
    }

    private void local(Configuration conf) {
        conf.setBoolean(MRJobConfig.MAPREDUCE_JOB_CLASSLOADER, false);
        conf.setInt("mapreduce.local.map.tasks.maximum", tasks);
        conf.setInt("mapreduce.local.reduce.tasks.maximum", tasks);
        setUnlessGiven(conf, MRJobConfig.IO_SORT_MB, String.valueOf(localSortMegabytes()));
        // each reduce task takes its share of the heap for its own, but here they are in one JVM
        setUnlessGiven(conf, MRJobConfig.SHUFFLE_INPUT_BUFFER_PERCENT, String.valueOf(LOCAL_SHUFFLE_SHARE / tasks));
        setUnlessGiven(conf, MRJobConfig.REDUCE_INPUT_BUFFER_PERCENT, String.valueOf(REDUCE_INPUT_SHARE / tasks));
    }

    /** Hadoop's own defaults, which are there or not by what was loaded before, don't count as given. */
    private static void setUnlessGiven(Configuration conf, String key, String value) {
        String[] sources = conf.getPropertySources(key);
        if (sources == null || sources.length == 0 || sources[sources.length - 1].endsWith("-default.xml")) {
            conf.set(key, value);
        }
    }

    /** A quarter of the heap for the sort buffers of all map tasks together: what fits is sorted without a merge. */
    private int localSortMegabytes() {
        long share = (Runtime.getRuntime().maxMemory() / 4 / tasks) >> 20;
        return (int) Math.max(LEAST_SORT_MEGABYTES, Math.min(MOST_SORT_MEGABYTES, share));
    }
}
