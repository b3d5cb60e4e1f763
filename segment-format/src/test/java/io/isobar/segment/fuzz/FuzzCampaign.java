package io.isobar.segment.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads millions of damaged inputs in one thread, and keeps one of each kind that fails.
 *
 * <p>Arguments: {@code COUNT FROM SEED CORPUS [NAME]}: how many inputs, the number of the first, the seed of all, the
 * directory that failing inputs are written to; and, if only some sound segments are to be damaged, a part of their names. Inputs follow from seed and number alone: a campaign that was stopped
 * goes on from the number that it told last. A read that takes longer than {@link #LIMIT_SECONDS} is kept as well, and
 * ends the campaign. Ends with 1 if anything failed.
 */
final class FuzzCampaign {
    private static final long LIMIT_SECONDS = 10;
    private static final long TOLD_EVERY_NANOS = 10_000_000_000L;
    private static final int LOOKS_ONE_IN = 256;

    private final Fuzzer fuzzer;
    private final FuzzRun run = new FuzzRun();
    private final Path scratch;
    private final Path corpus;
    private final PrintStream out;
    private final Map<String, Integer> faults = new TreeMap<>();

    private FuzzCampaign(Fuzzer fuzzer, Path scratch, Path corpus, PrintStream out) {
        this.fuzzer = fuzzer;
        this.scratch = scratch;
        this.corpus = corpus;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 4 || arguments.length > 5) {
            System.err.println("Expected COUNT FROM SEED CORPUS [NAME]");
            System.exit(2);
        }
        long count = Long.parseLong(arguments[0]);
        long from = Long.parseLong(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Path scratch = Files.createTempDirectory("fuzz-segments");
        String name = arguments.length == 5 ? arguments[4] : "";
        List<BaseSegment> bases = new BaseSegments(scratch)
                .all().stream()
                        .filter(base -> base.bytes().name().contains(name))
                        .toList();
        if (bases.isEmpty()) {
            System.err.println("No sound segment is called [" + name + "]");
            System.exit(2);
        }
        System.out.printf(
                Locale.ROOT, "seed %d: inputs %,d to %,d of %d segments%n", seed, from, from + count - 1, bases.size());
        Path corpus = Files.createDirectories(Path.of(arguments[3]));
        FuzzCampaign campaign = new FuzzCampaign(new Fuzzer(bases, scratch, seed), scratch, corpus, System.out);
        System.exit(campaign.run(from, count) ? 0 : 1);
    }

    private boolean run(long from, long count) throws IOException {
        long begin = System.nanoTime();
        long told = begin;
        try (Watchdog watchdog = new Watchdog(LIMIT_SECONDS, this::endless)) {
            for (long number = from; number < from + count; number++) {
                FuzzInput input = fuzzer.input(number);
                watchdog.begin(number);
                Optional<FuzzRun.Fault> fault = run.run(input);
                if (fault.isPresent()) {
                    fault(number, input, fault.get());
                }
                if (number % LOOKS_ONE_IN == 0 && System.nanoTime() - told > TOLD_EVERY_NANOS) {
                    told = System.nanoTime();
                    progress(number + 1, number + 1 - from, count, told - begin);
                }
            }
        }
        progress(from + count, count, count, System.nanoTime() - begin);
        faults.forEach((kind, times) -> out.printf(Locale.ROOT, "%,9d times %s%n", times, kind));
        return faults.isEmpty();
    }

    private void progress(long next, long done, long count, long nanos) {
        double seconds = nanos / 1e9;
        double rate = done / seconds;
        out.printf(
                Locale.ROOT,
                "%,d reads (%.1f%%), %,.0f a second, %s left; %,d gave rows, %,d told what is wrong, %,d faults of %d kinds;"
                        + " go on from %d%n",
                done,
                100.0 * done / count,
                rate,
                clock((long) ((count - done) / rate)),
                run.rows(),
                run.told(),
                faults.values().stream().mapToLong(Integer::longValue).sum(),
                faults.size(),
                next);
    }

    private static String clock(long seconds) {
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private void fault(long number, FuzzInput input, FuzzRun.Fault fault) throws IOException {
        if (faults.merge(fault.kind(), 1, Integer::sum) > 1) {
            return;
        }
        out.printf("input %d, [%s]: %s%n", number, input.target(), fault.kind());
        fault.cause().printStackTrace(out);
        FuzzInput least = new Minimiser(candidate -> new FuzzRun()
                        .run(candidate)
                        .filter(found -> found.kind().equals(fault.kind()))
                        .isPresent())
                .minimise(input);
        out.println("kept as " + keep(fault.kind(), least));
    }

    private Path keep(String kind, FuzzInput input) throws IOException {
        String name = kind.replaceAll("[^A-Za-z0-9.]+", "-");
        return Files.write(corpus.resolve(name + ".zip"), input.zip(scratch));
    }

    private void endless(long number) {
        try {
            FuzzInput input = fuzzer.input(number);
            out.printf("input %d, [%s]: still being read after %d s%n", number, input.target(), LIMIT_SECONDS);
            Thread.getAllStackTraces().forEach((thread, frames) -> {
                if (thread.getName().equals("main")) {
                    for (StackTraceElement frame : frames) {
                        out.println("    at " + frame);
                    }
                }
            });
            out.println("kept as " + keep("endless-" + number, input));
        } catch (IOException e) {
            e.printStackTrace(out);
        }
        out.flush();
        Runtime.getRuntime().halt(3);
    }
}
