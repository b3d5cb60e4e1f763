package io.isobar.stories.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;

/**
 * One DataNode and one NodeManager with their masters. Writes {@code site.xml} into its directory once it is ready, and runs
 * until its standard input ends, so it never outlives the test that started it.
 */
public final class HadoopCluster {
    private static final List<String> ADDRESSES = List.of(
            "yarn.resourcemanager.address",
            "yarn.resourcemanager.scheduler.address",
            "yarn.resourcemanager.admin.address",
            "yarn.resourcemanager.resource-tracker.address",
            "yarn.resourcemanager.webapp.address",
            "mapreduce.jobhistory.address",
            "mapreduce.jobhistory.webapp.address",
            "yarn.app.mapreduce.am.staging-dir",
            "mapreduce.jobhistory.intermediate-done-dir",
            "mapreduce.jobhistory.done-dir");

    private HadoopCluster() {}

    /** Takes one argument: the directory for everything. */
    @SuppressWarnings("resource") // the process ends by halting: stopping YARN in order takes a quarter of a minute
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        System.setProperty("test.build.data", directory.toString());
        System.setProperty("test.build.dir", directory.toString());
        System.setProperty("hadoop.log.dir", directory.resolve("logs").toString());
        Configuration conf = new Configuration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("dfs").toString());
        MiniDFSCluster hdfs = new MiniDFSCluster.Builder(conf)
                .numDataNodes(1)
                .checkExitOnShutdown(false)
                .build();
        hdfs.waitActive();
        conf.set("fs.defaultFS", hdfs.getURI().toString());
        conf.setInt("yarn.nodemanager.resource.memory-mb", 4096);
        conf.setInt("yarn.nodemanager.resource.cpu-vcores", 8);
        conf.setInt("yarn.scheduler.minimum-allocation-mb", 128);
        conf.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.5");
        conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        MiniMRYarnCluster yarn = new MiniMRYarnCluster("isobar", 1);
        yarn.init(conf);
        yarn.start();
        writeSite(hdfs, yarn.getConfig(), directory);
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // the parent says nothing; the end of its pipe is the end of this process
        }
        Runtime.getRuntime().halt(0);
    }

    private static void writeSite(MiniDFSCluster hdfs, Configuration conf, Path directory) throws IOException {
        Configuration site = new Configuration(false);
        site.set("fs.defaultFS", hdfs.getURI().toString());
        for (String key : ADDRESSES) {
            String value = conf.get(key);
            if (value != null) {
                site.set(key, value);
            }
        }
        String classPath = System.getProperty("java.class.path").replace(':', ',');
        site.set("mapreduce.framework.name", "yarn");
        site.set("yarn.application.classpath", classPath);
        site.set("mapreduce.application.classpath", classPath);
        site.setBoolean("yarn.is.minicluster", false);
        Path unfinished = directory.resolve("site.xml.unfinished");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            site.writeXml(out);
        }
        Files.move(unfinished, directory.resolve("site.xml"), StandardCopyOption.ATOMIC_MOVE);
    }
}
