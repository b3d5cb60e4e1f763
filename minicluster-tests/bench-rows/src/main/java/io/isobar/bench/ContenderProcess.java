package io.isobar.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process that does what it is told on standard input, a line each of words that tabs part, and answers on standard
 * output, a line each:
 *
 * <pre>
 *  build TABLE FROM TO SPEC INDEXSPEC OUT   ok NANOS CPU BYTES
 *  merge SPEC INDEXSPEC OUT PART…           ok NANOS CPU BYTES
 *  heap build …, heap merge …               ok HEAP, the most that is held while it does that
 *  open SEGMENT                             ok NANOS, the median of many
 *  read SEGMENT TASK COLUMN FILTER          ok NANOS VALUE, the median of many; FILTER is a string column or empty
 * </pre>
 *
 * <p>SPEC is JSON: {@code {"interval", "queryGranularity", "dimensions": […], "metrics": […]}} in Druid's words. A filter
 * selects the rows in which that column is {@code y}. CPU is the nanoseconds of CPU time of all threads of the process, as
 * collecting garbage is part of the work; opening and reading are timed by the CPU time of the thread. Other processes
 * weigh less on CPU time than on the clock.
 */
public final class ContenderProcess {
    private static final int WARMING_NANOS = 1_000_000_000;
    private static final int READINGS = 25;
    private static final int OPENINGS = 200;

    private final Contender contender;
    private final PrintStream answers;
    private final Map<Path, RowTable> tables = new HashMap<>();

    private ContenderProcess(Contender contender, PrintStream answers) {
        this.contender = contender;
        this.answers = answers;
    }

    /** Does what standard input says until it ends; whatever libraries print goes to standard error. */
    public static void serve(Contender contender) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        ContenderProcess process = new ContenderProcess(contender, answers);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                process.answer(line.split("\t", -1));
            }
        }
    }

    private void answer(String... words) {
        String answer;
        try {
            answer = switch (words[0]) {
                case "build", "merge" -> timed(words);
                case "heap" -> held(Arrays.copyOfRange(words, 1, words.length));
                case "open" -> open(Path.of(words[1]));
                case "read" -> read(words);
                default -> throw new IllegalArgumentException("No command [%s]".formatted(words[0]));
            };
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            answer = "failed\t" + String.valueOf(e).replaceAll("\\s+", " ");
        }
        answers.println(answer);
        answers.flush();
    }

    private String timed(String... words) throws IOException {
        Path out = Path.of(words[0].equals("build") ? words[6] : words[3]);
        long cpu = processCpuNanos();
        long nanos = write(out, words);
        return "ok\t%d\t%d\t%d".formatted(nanos, processCpuNanos() - cpu, bytes(out));
    }

    private String held(String... words) throws IOException {
        try (HeapPeak peak = HeapPeak.start()) {
            write(Path.of(words[0].equals("build") ? words[6] : words[3]), words);
            return "ok\t%d".formatted(peak.bytes());
        }
    }

    /** Builds or merges, and returns the nanoseconds that it took. */
    private long write(Path out, String... words) throws IOException {
        delete(out);
        Path scratch = Files.createTempDirectory("scratch");
        try {
            return words[0].equals("build") ? build(scratch, out, words) : merge(scratch, out, words);
        } finally {
            delete(scratch);
        }
    }

    private long build(Path scratch, Path out, String... words) throws IOException {
        Path file = Path.of(words[1]);
        RowTable rows = tables.get(file);
        if (rows == null) {
            rows = RowTable.open(file);
            tables.put(file, rows);
        }
        int to = Integer.parseInt(words[3]);
        long start = System.nanoTime();
        contender.build(rows, Integer.parseInt(words[2]), to < 0 ? rows.rows() : to, words[4], words[5], scratch, out);
        return System.nanoTime() - start;
    }

    private long merge(Path scratch, Path out, String... words) throws IOException {
        List<Path> parts = Arrays.stream(words, 4, words.length).map(Path::of).toList();
        long start = System.nanoTime();
        contender.merge(parts, words[1], words[2], scratch, out);
        return System.nanoTime() - start;
    }

    private String open(Path segment) throws IOException {
        long[] times = new long[OPENINGS];
        for (int i = 0; i < OPENINGS; i++) {
            long start = cpuNanos();
            contender.open(segment);
            times[i] = cpuNanos() - start;
        }
        return "ok\t%d".formatted(median(times));
    }

    private String read(String... words) throws IOException {
        Contender.Task task = Contender.Task.valueOf(words[2]);
        try (Contender.Reading reading = contender.reading(Path.of(words[1]), task, words[3], words[4])) {
            double value = 0;
            long end = cpuNanos() + WARMING_NANOS;
            while (cpuNanos() < end) {
                value = reading.run();
            }
            long[] times = new long[READINGS];
            for (int i = 0; i < READINGS; i++) {
                long start = cpuNanos();
                value = reading.run();
                times[i] = cpuNanos() - start;
            }
            return "ok\t%d\t%s".formatted(median(times), value);
        }
    }

    private static long processCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long median(long... times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
