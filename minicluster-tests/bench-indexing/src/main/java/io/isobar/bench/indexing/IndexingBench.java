package io.isobar.bench.indexing;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs both indexers over the same raw files, turn by turn, and prints what came out as a table for BENCHMARKS.md. */
@Command(
        name = "bench-indexing",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Indexes the same files by the same spec with Isobar and with Apache Druid's own Hadoop indexer, each as a "
                    + "whole process on MapReduce's local runner with two tasks at once, and prints a table: the medians.",
            "The two take turns, so that other load on the machine hits both; trust ratios of CPU time.",
            ""
        },
        exitCodeList = {"0:measured", "1:failed, see the logs in --work", "2:wrong usage"})
final class IndexingBench implements Callable<Integer> {
    private static final String CPU = "> ";

    private enum Side {
        ISOBAR,
        DRUID
    }

    @Option(
            names = "--data",
            split = ",",
            paramLabel = "DATA",
            description =
                    "lineitem, flights, wikiticker, which are the default; and rows that are hard in one way: whole "
                            + "(lineitem in one segment), distinct (an id in each row, one segment), rollup (1,000 rows are left), "
                            + "skew (95 %% in one hour, of one value).")
    private List<RawData> data = List.of(RawData.LINEITEM, RawData.FLIGHTS, RawData.WIKITICKER);

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "N",
            description =
                    "How many units of each: of lineitem and whole 600,572 rows, of wikiticker 392,440, of flights "
                            + "what is in --input, of the others a million. Several sizes tell how cost grows. Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes = List.of(1);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each runs; the median counts. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            split = ",",
            description = "Heap of Isobar's JVM and of Druid's. Default: ${DEFAULT-VALUE}.")
    private List<Integer> heaps = List.of(2048, 2048);

    @Option(
            names = "--same-flags",
            description =
                    "Druid's JVM gets the flags that bin/isobar gives to indexing, instead of the JVM's defaults.")
    private boolean sameFlags;

    @Option(names = "--only", paramLabel = "SIDE", description = "isobar or druid: run one of them only.")
    private List<Side> sides = List.of(Side.values());

    @Option(
            names = "--input",
            paramLabel = "DIR",
            defaultValue = "${env:ISOBAR_DATA:-data}",
            description = "Where wikiticker-2015-09-12-sampled.json.gz and flights-3m.parquet are. "
                    + "Default: $ISOBAR_DATA, else the sample of flights in data/, and no wikiticker.")
    private Path input;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Where files, segments and logs go. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"), "isobar-bench-indexing");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            required = true,
            description = "The distribution whose jars and archive of classes Isobar's side runs with.")
    private Path home;

    @Spec
    private CommandSpec command;

    /** Runs the command; see its help. */
    public static void main(String... args) {
        CommandLine line = new CommandLine(new IndexingBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    commandLine.getErr().println("bench-indexing: " + exception);
                    return 1;
                });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(work);
        out().println("| measured | Isobar | Druid 33 | Druid to Isobar |");
        out().println("|---|---|---|---|");
        for (RawData rows : data) {
            for (int size : sizes) {
                measure(rows, size);
            }
        }
        return 0;
    }

    private void measure(RawData rows, int size) throws IOException, InterruptedException {
        Path raw = work.resolve("%s-%d.raw".formatted(rows.option(), size));
        if (!Files.exists(raw)) {
            Path unfinished = work.resolve("unfinished.raw");
            rows.write(unfinished, size, input.toAbsolutePath());
            Files.move(unfinished, raw);
        }
        Map<Side, List<Outcome>> outcomes = new EnumMap<>(Side.class);
        for (int round = 0; round < rounds; round++) {
            for (Side side : sides) {
                outcomes.computeIfAbsent(side, s -> new ArrayList<>()).add(run(side, rows, raw));
            }
        }
        long count;
        try (Stream<String> lines = Files.lines(raw)) {
            count = lines.count();
        }
        String name = "%s, %,d rows".formatted(rows.option(), count);
        row(name + ", wall s", outcomes, outcome -> outcome.took().toMillis() / 1e3);
        row(name + ", CPU s", outcomes, outcome -> outcome.cpu().toMillis() / 1e3);
        row(name + ", CPU µs a row", outcomes, outcome -> outcome.cpu().toNanos() / 1e3 / count);
        row(name + ", most memory MB", outcomes, outcome -> outcome.residentBytes() / 1e6);
        row(name + ", most disk MB", outcomes, outcome -> outcome.diskBytes() / 1e6);
    }

    private Outcome run(Side side, RawData rows, Path raw) throws IOException, InterruptedException {
        Path directory = work.resolve(side.name().toLowerCase(Locale.ROOT));
        delete(directory);
        Files.createDirectories(directory);
        Path spec = Files.writeString(
                directory.resolve("spec.json"),
                rows.spec(
                        raw,
                        directory,
                        List.of(
                                "\"mapreduce.local.map.tasks.maximum\": \"2\"",
                                "\"mapreduce.local.reduce.tasks.maximum\": \"2\"",
                                "\"hadoop.tmp.dir\": \"%s\"".formatted(directory.resolve("tmp")))));
        boolean ours = side == Side.ISOBAR;
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heaps.get(ours ? 0 : heaps.size() - 1) + "m",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8"));
        if (ours) {
            IsobarIndexing.prepare(directory);
            java.addAll(flags());
            java.addAll(List.of(
                    "-XX:SharedArchiveFile=" + home.resolve("lib/classes.jsa"),
                    "-cp",
                    String.join(
                            File.pathSeparator,
                            home.resolve("lib").resolve("*").toString(),
                            home.resolve("lib/ext").resolve("*").toString(),
                            System.getProperty("java.class.path")),
                    "io.isobar.bench.indexing.IsobarIndexing",
                    spec.toString(),
                    directory.toString(),
                    "2"));
        } else {
            for (String opened :
                    List.of("java.lang", "java.nio", "sun.nio.ch", "jdk.internal.ref", "jdk.internal.misc")) {
                java.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
            }
            if (sameFlags) {
                java.addAll(flags());
            }
            java.addAll(List.of(
                    "-cp",
                    System.getProperty("isobar.bench.druid"),
                    "io.isobar.bench.druid.hadoop.DruidIndexing",
                    spec.toString()));
        }
        return outcome(java, directory);
    }

    private static List<String> flags() {
        return List.of(System.getProperty("isobar.bench.flags", "").strip().split(" ", -1));
    }

    private static Outcome outcome(List<String> java, Path directory) throws IOException, InterruptedException {
        Path printed = directory.resolve("printed");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(java)
                .redirectOutput(printed.toFile())
                .redirectError(directory.resolve("log").toFile())
                .start();
        long disk = 0;
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
            disk = Math.max(disk, bytesBeneath(directory));
        }
        int status = process.exitValue();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        List<String> last = Files.readAllLines(printed).stream()
                .filter(line -> line.startsWith(CPU))
                .toList();
        if (status != 0 || last.size() != 1) {
            throw new IOException("A run ended with [%d]: see [%s]".formatted(status, directory));
        }
        String[] figures = last.get(0).substring(CPU.length()).split(" ", -1);
        return new Outcome(took, Duration.ofNanos(Long.parseLong(figures[0])), Long.parseLong(figures[1]), disk);
    }

    /** Files come and go while they are counted. */
    private static long bytesBeneath(Path directory) throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    private void row(String name, Map<Side, List<Outcome>> outcomes, ToDoubleFunction<Outcome> figure) {
        double ours = median(outcomes.getOrDefault(Side.ISOBAR, List.of()), figure);
        double druids = median(outcomes.getOrDefault(Side.DRUID, List.of()), figure);
        out().printf(Locale.ROOT, "| %s | %,.1f | %,.1f | %.2f |%n", name, ours, druids, druids / ours);
        out().flush();
    }

    private static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        double[] sorted = outcomes.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
