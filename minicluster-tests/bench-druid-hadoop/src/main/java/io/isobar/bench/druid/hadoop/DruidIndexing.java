package io.isobar.bench.druid.hadoop;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.druid.indexer.HadoopDruidDetermineConfigurationJob;
import org.apache.druid.indexer.HadoopDruidIndexerConfig;
import org.apache.druid.indexer.HadoopDruidIndexerJob;
import org.apache.druid.indexer.HadoopIngestionSpec;
import org.apache.druid.indexer.JobHelper;

/**
 * Runs a spec of the form of {@code index hadoop} as Druid's command did, up to the segments in their final place; nothing is
 * published. Prints {@code > <CPU nanoseconds> <most resident bytes>} of the process at the end.
 */
public final class DruidIndexing {
    private DruidIndexing() {}

    /** Takes the file of the spec. */
    public static void main(String[] arguments) throws IOException {
        Map<?, ?> json =
                HadoopDruidIndexerConfig.JSON_MAPPER.readValue(Files.readAllBytes(Path.of(arguments[0])), Map.class);
        HadoopIngestionSpec spec = HadoopDruidIndexerConfig.JSON_MAPPER.convertValue(json, HadoopIngestionSpec.class);
        HadoopDruidIndexerConfig config = HadoopDruidIndexerConfig.fromSpec(spec);
        if (!JobHelper.runJobs(List.of(new HadoopDruidDetermineConfigurationJob(config)))) {
            throw new IOException("Druid did not determine the partitions");
        }
        HadoopDruidIndexerConfig partitioned = HadoopDruidIndexerConfig.fromSpec(config.getSchema());
        HadoopDruidIndexerJob build = new HadoopDruidIndexerJob(partitioned, null);
        if (!JobHelper.runJobs(List.of(build))) {
            throw new IOException("Druid did not build the segments: " + build.getErrorMessage());
        }
        JobHelper.renameIndexFilesForSegments(config.getSchema(), build.getPublishedSegmentAndIndexZipFilePaths());
        JobHelper.maybeDeleteIntermediatePath(true, config.getSchema());
        long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        System.out.println("> " + cpu + " " + mostResidentBytes());
        System.exit(0);
    }

    /** As Linux counts it: the whole process, at its fullest. */
    private static long mostResidentBytes() throws IOException {
        String kilobytes = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(kilobytes.replaceAll("\\D", "")) * 1024;
    }
}
