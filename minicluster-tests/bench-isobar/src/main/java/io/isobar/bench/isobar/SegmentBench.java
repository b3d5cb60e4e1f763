package io.isobar.bench.isobar;

import io.isobar.bench.Contender.Task;
import io.isobar.bench.RowTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drives both contenders, turn by turn, and prints what came out as a table for BENCHMARKS.md. */
@Command(
        name = "bench-segments",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Builds, merges and reads the same rows with Isobar and with Apache Druid's own library, each in a JVM of its "
                    + "own with one thread, and prints a table: the median of each and their ratio.",
            "The two take turns, beginning alternately, so that other load on the machine hits both; trust ratios, not "
                    + "rates. Files of earlier runs in --work are used again: remove it to make them anew.",
            ""
        },
        exitCodeList = {"0:measured", "1:failed, see the log in --work", "2:wrong usage"})
final class SegmentBench implements Callable<Integer> {
    private static final String DEFAULTS =
            "{'bitmap':{'type':'roaring'},'dimensionCompression':'lz4','metricCompression':'lz4','longEncoding':'longs',"
                    + "'stringDictionaryEncoding':{'type':'utf8'}}";
    private static final int WARMING_ROWS = 60_000;
    private static final int MERGED_PARTS = 10;
    private static final int[] HEAPS = {1024, 768, 512, 384, 256, 192, 128, 96, 64, 48, 32, 24, 16};
    /** A build that needs longer than this many times the median with the full heap counts as failed. */
    private static final double MOST_SLOWDOWN = 2;

    /** What can be measured. */
    enum What {
        BUILD,
        MERGE,
        SIZE,
        HEAP,
        OPEN,
        READ
    }

    @Option(
            names = "--what",
            split = ",",
            paramLabel = "PART",
            description =
                    "What to measure: build, merge, size (per indexSpec), heap (the least -Xmx that will do), open, "
                            + "read. Default: build,merge.")
    private List<What> what = List.of(What.BUILD, What.MERGE);

    @Option(
            names = "--data",
            split = ",",
            paramLabel = "DATA",
            description = "Rows to build from: lineitem, flights, wikiticker. Default: all.")
    private List<BenchmarkData> data = List.of(BenchmarkData.values());

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "TPC-H's scale factor of lineitem; 1 is 6 million rows. Default: ${DEFAULT-VALUE}.")
    private double scale = 0.1;

    @Option(
            names = "--compression",
            paramLabel = "NAME",
            description = "How builds and merges compress: lz4, uncompressed, zstd, lzf; size has all. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String compression = "lz4";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each does each thing; the median counts. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--heap", paramLabel = "MB", description = "Heap of each JVM. Default: ${DEFAULT-VALUE}.")
    private int heap = 2048;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of the segment that is read or opened. Default: ${DEFAULT-VALUE}.")
    private int readRows = 5_000_000;

    @Option(
            names = "--only",
            paramLabel = "isobar|druid",
            description = "Measure one side only, to look for what it spends its time on.")
    private String only = "";

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
            description = "Where rows, segments and logs go. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"), "isobar-bench");

    @Spec
    private CommandSpec command;

    /** Runs the command; see its help. */
    public static void main(String... args) {
        CommandLine line = new CommandLine(new SegmentBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    commandLine.getErr().println("bench-segments: " + exception);
                    return 1;
                });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(work);
        Set<What> parts = EnumSet.copyOf(what);
        out().println("| measured | Isobar | Druid 37 | ratio |");
        out().println("|---|---|---|---|");
        if (parts.contains(What.BUILD) || parts.contains(What.MERGE) || parts.contains(What.SIZE)) {
            for (BenchmarkData rows : data) {
                try (Pair pair = pair(heap)) {
                    building(pair, rows, parts);
                }
            }
        }
        if (parts.contains(What.HEAP)) {
            for (BenchmarkData rows : data) {
                leastHeap(rows);
            }
        }
        if (parts.contains(What.OPEN) || parts.contains(What.READ)) {
            try (Pair pair = pair(heap)) {
                reading(pair, parts);
            }
        }
        return 0;
    }

    private String chosenSpec() {
        return indexSpec(DEFAULTS.replace("lz4", compression));
    }

    private void building(Pair pair, BenchmarkData rows, Set<What> parts) throws IOException {
        Path table = table(rows);
        int count = RowTable.open(table).rows();
        String name = "%s, %,d rows".formatted(rows.option(), count);
        String spec = rows.spec();
        Path out = work.resolve("built");
        if (parts.contains(What.BUILD)) {
            pair.once("build", table, 0, Math.min(count, WARMING_ROWS), spec, chosenSpec(), out);
            Measured built = pair.measure(rounds, "build", table, 0, -1, spec, chosenSpec(), out);
            rate("build " + name, count, built);
            perCpuSecond("build " + rows.option(), count, built);
            Measured held = pair.measure(1, "heap", "build", table, 0, -1, spec, chosenSpec(), out);
            ratio("heap held by the build, " + rows.option() + ", MB", held.median(0), 1e-6, true);
            ratio("segment of " + rows.option() + ", bytes", built.median(2), 1, true);
        }
        if (parts.contains(What.MERGE)) {
            List<Path> segments = parts(pair, rows, table, count, spec);
            List<Object> words = new ArrayList<>(List.of("merge", spec, chosenSpec(), out));
            words.addAll(segments);
            pair.once(words.toArray());
            Measured merged = pair.measure(rounds, words.toArray());
            rate("merge of %d, %s".formatted(MERGED_PARTS, name), count, merged);
            perCpuSecond("merge of %d, %s".formatted(MERGED_PARTS, rows.option()), count, merged);
            words.add(0, "heap");
            Measured held = pair.measure(1, words.toArray());
            ratio("heap held by the merge, " + rows.option() + ", MB", held.median(0), 1e-6, true);
        }
        if (parts.contains(What.SIZE)) {
            for (Map.Entry<String, String> indexSpec : indexSpecs().entrySet()) {
                Measured built = pair.measure(1, "build", table, 0, -1, spec, indexSpec.getValue(), out);
                ratio("size, %s, %s, bytes".formatted(rows.option(), indexSpec.getKey()), built.median(2), 1, true);
            }
        }
    }

    /** The rows in ten segments; both sides merge the same. */
    private List<Path> parts(Pair pair, BenchmarkData rows, Path table, int count, String spec) throws IOException {
        List<Path> parts = new ArrayList<>();
        for (int i = 0; i < MERGED_PARTS; i++) {
            Path part = work.resolve("part-%s-%s-%s-%d".formatted(rows.option(), scale, compression, i));
            parts.add(part);
            if (!Files.exists(part)) {
                int from = (int) ((long) count * i / MERGED_PARTS);
                int to = (int) ((long) count * (i + 1) / MERGED_PARTS);
                pair.any().ask("build", table, from, to, spec, chosenSpec(), part);
            }
        }
        return parts;
    }

    private static Map<String, String> indexSpecs() {
        Map<String, String> specs = new LinkedHashMap<>();
        specs.put("defaults", DEFAULTS);
        specs.put("longEncoding auto", DEFAULTS.replace("'longs'", "'auto'"));
        specs.put("concise", DEFAULTS.replace("roaring", "concise"));
        specs.put("zstd", DEFAULTS.replace("lz4", "zstd"));
        specs.put("frontCoded v0, 16", DEFAULTS.replace("'utf8'", "'frontCoded','bucketSize':16,'formatVersion':0"));
        specs.put("frontCoded v1, 4", DEFAULTS.replace("'utf8'", "'frontCoded','bucketSize':4,'formatVersion':1"));
        specs.put("uncompressed", DEFAULTS.replace("lz4", "uncompressed"));
        specs.replaceAll((name, spec) -> indexSpec(spec));
        return specs;
    }

    private static String indexSpec(String quoted) {
        return quoted.replace('\'', '"');
    }

    /** Halves and thirds the heap until a build fails, or takes more than twice its time. */
    private void leastHeap(BenchmarkData rows) throws IOException {
        Path table = table(rows);
        double[] least = new double[2];
        String[] sides = {"isobar", "druid"};
        for (int side = 0; side < sides.length; side++) {
            if (!only.isEmpty() && !only.equals(sides[side])) {
                continue;
            }
            double roomy = 0;
            for (int megabytes : HEAPS) {
                double nanos = buildIn(sides[side], megabytes, table, rows.spec());
                roomy = roomy == 0 ? nanos : roomy;
                if (nanos > MOST_SLOWDOWN * roomy) {
                    break;
                }
                least[side] = megabytes;
            }
        }
        ratio("least -Xmx for a build of %s, MB".formatted(rows.option()), least, 1, true);
    }

    private double buildIn(String side, int megabytes, Path table, String spec) throws IOException {
        try (ForkedContender contender = start(side, megabytes)) {
            List<String> answer =
                    contender.ask("build", table, 0, -1, spec, indexSpec(DEFAULTS), work.resolve("built"));
            return Double.parseDouble(answer.get(0));
        } catch (IOException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private void reading(Pair pair, Set<What> parts) throws IOException {
        if (parts.contains(What.OPEN)) {
            Path wide = ReadSegments.wide(work, readRows);
            ratio(
                    "open %,d rows, 50 columns, ms".formatted(readRows),
                    pair.measure(rounds, "open", wide).median(0),
                    1e-6,
                    true);
        }
        if (parts.contains(What.READ)) {
            Path segment = ReadSegments.typed(work, readRows);
            for (String filter : List.of("", "y500", "y100", "y010", "y001")) {
                for (Map.Entry<String, Task> column : ReadSegments.COLUMNS.entrySet()) {
                    Measured read = pair.measure(rounds, "read", segment, column.getValue(), column.getKey(), filter);
                    int selected = filter.isEmpty()
                            ? readRows
                            : (int) ((long) readRows * Integer.parseInt(filter.substring(1)) / 1000);
                    rate(
                            "%s of %s%s"
                                    .formatted(
                                            column.getValue()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', ' '),
                                            column.getKey(),
                                            filter.isEmpty()
                                                    ? ""
                                                    : ", %s %% of the rows"
                                                            .formatted(Integer.parseInt(filter.substring(1)) / 10.0)),
                            selected,
                            read);
                }
            }
        }
    }

    /** Rows per second; more is better. */
    private void rate(String name, int rows, Measured measured) {
        double[] nanos = measured.median(0);
        ratio(name + ", rows/s", new double[] {rows * 1e9 / nanos[0], rows * 1e9 / nanos[1]}, 1, false);
    }

    /** Rows per second of CPU time of the whole process. */
    private void perCpuSecond(String name, int rows, Measured measured) {
        double[] nanos = measured.median(1);
        ratio(name + ", rows per CPU second", new double[] {rows * 1e9 / nanos[0], rows * 1e9 / nanos[1]}, 1, false);
    }

    private void ratio(String name, double[] both, double unit, boolean lessIsBetter) {
        double ratio = lessIsBetter ? both[1] / both[0] : both[0] / both[1];
        out().printf(
                        Locale.ROOT,
                        "| %s | %s | %s | %.2f |%n",
                        name,
                        figure(both[0] * unit),
                        figure(both[1] * unit),
                        ratio);
        out().flush();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.3f" : "%,.0f", value);
    }

    private Path table(BenchmarkData rows) throws IOException {
        Path table = work.resolve("%s-%s.rows".formatted(rows.option(), scale));
        if (!Files.exists(table)) {
            Path unfinished = work.resolve("unfinished.rows");
            rows.rows(scale, input).writeTo(unfinished);
            Files.move(unfinished, table);
        }
        return table;
    }

    private Pair pair(int megabytes) throws IOException {
        List<ForkedContender> contenders = new ArrayList<>();
        for (String side : List.of("isobar", "druid")) {
            if (only.isEmpty() || only.equals(side)) {
                contenders.add(start(side, megabytes));
            }
        }
        return new Pair(contenders);
    }

    private ForkedContender start(String side, int megabytes) throws IOException {
        boolean ours = side.equals("isobar");
        return ForkedContender.start(
                side,
                ours ? System.getProperty("java.class.path") : System.getProperty("isobar.bench.druid"),
                ours ? "io.isobar.bench.isobar.IsobarContender" : "io.isobar.bench.druid.DruidContender",
                megabytes,
                work.resolve(side + ".log"));
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
