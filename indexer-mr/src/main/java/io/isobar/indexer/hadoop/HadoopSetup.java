package io.isobar.indexer.hadoop;

import io.isobar.indexer.spec.TuningSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * Where jobs run.
 *
 * @param files Hadoop's configuration files; none means the local runner and the local file system
 * @param properties set after the files and before the spec's {@code jobProperties}
 * @param tasks how many tasks run at once on the local runner
 * @param workingPath of intermediate files, instead of the spec's
 */
public record HadoopSetup(List<Path> files, Map<String, String> properties, int tasks, Optional<String> workingPath) {
    private static final int LOCAL_SORT_MEGABYTES = 48;

    public HadoopSetup {
        files = List.copyOf(files);
        properties = Map.copyOf(properties);
    }

    Configuration configuration(TuningSpec tuning) {
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
        properties.forEach(conf::set);
        tuning.jobProperties().forEach(conf::set);
        if (isLocal(conf)) {
            local(conf);
        }
        return conf;
    }

    static boolean isLocal(Configuration conf) {
        return conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME).equals(MRConfig.LOCAL_FRAMEWORK_NAME);
    }

    private void local(Configuration conf) {
        conf.setBoolean(MRJobConfig.MAPREDUCE_JOB_CLASSLOADER, false);
        conf.setInt("mapreduce.local.map.tasks.maximum", tasks);
        conf.setInt("mapreduce.local.reduce.tasks.maximum", tasks);
        conf.setIfUnset(MRJobConfig.IO_SORT_MB, String.valueOf(LOCAL_SORT_MEGABYTES));
    }
}
