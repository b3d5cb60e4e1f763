package io.isobar.bench.indexing;

import com.sun.management.OperatingSystemMXBean;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a spec as {@code isobar index} does, up to the sealed batch. Prints {@code > <CPU nanoseconds> <most resident
 * bytes>} of the process at the end.
 */
final class IsobarIndexing {
    private IsobarIndexing() {}

    /** Takes the file of the spec, a directory to work in, and the number of tasks. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        Files.createDirectories(directory.resolve("store"));
        IndexReport report = IndexRun.run(
                new IndexRunConfig(
                        IndexSpecFile.parse(Files.readAllBytes(Path.of(arguments[0])), false),
                        "east",
                        directory.resolve("store").toUri(),
                        control(directory),
                        Optional.of(directory.resolve("work").toString()),
                        Integer.parseInt(arguments[2]),
                        List.of(),
                        Map.of(),
                        Clock.systemUTC()),
                IndexListener.SILENT);
        for (StageReport stage : report.stages()) {
            System.out.println(stage.stage() + ": " + stage.rowsIn() + " rows, " + stage.took());
        }
        System.out.println(
                "segments " + report.segments().size() + ", rows " + report.storedRows() + ", bytes " + report.bytes());
        long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        System.out.println("> " + cpu + " " + mostResidentBytes());
        System.exit(0);
    }

    /** Makes the tables, as they are there when a run begins. */
    static void prepare(Path directory) throws IOException {
        ControlDatabase.openCurrent(control(directory)).close();
    }

    private static DatabaseConfig control(Path directory) {
        return new DatabaseConfig(
                "jdbc:h2:file:" + directory.resolve("control").toAbsolutePath(), "isobar", Optional.empty(), 2);
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
