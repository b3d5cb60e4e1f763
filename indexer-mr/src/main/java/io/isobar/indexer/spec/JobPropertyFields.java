package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The names in {@code tuningConfig.jobProperties}: Hadoop's, and free but for those by which Druid's specs helped its tasks to
 * find their classes.
 */
final class JobPropertyFields implements Shape {
    private static final Set<String> OF_CLASS_LOADING = Set.of(
            "mapreduce.job.classloader",
            "mapreduce.job.classloader.system.classes",
            "mapreduce.job.user.classpath.first",
            "mapreduce.user.classpath.first",
            "mapreduce.task.classpath.user.precedence");

    @Override
    public void check(JsonNode value, String path, Findings findings) {
        if (value instanceof ObjectNode properties) {
            for (String name : OF_CLASS_LOADING) {
                if (properties.has(name)) {
                    findings.report(
                            path + "." + name,
                            "tasks load Isobar's libraries apart from the cluster's; to have it otherwise, set it in"
                                    + " [indexer.hadoop-properties]");
                    findings.passOver(properties, name);
                }
            }
        }
    }
}
