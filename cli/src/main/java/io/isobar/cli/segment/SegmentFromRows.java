package io.isobar.cli.segment;

import io.isobar.cli.CommandFailedException;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.input.RowReader;
import io.isobar.indexer.spec.GranularitySpec;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds one segment from one file of rows. */
final class SegmentFromRows {
    private static final int SHARE_OF_HEAP = 4;

    private final IngestionSpec spec;
    private final Path rows;

    SegmentFromRows(IngestionSpec spec, Path rows) throws IOException {
        this.spec = spec.withDimensions(RowReader.dimensions(rows, spec));
        this.rows = rows;
    }

    /**
     * What came of it.
     *
     * @param outcomes how many rows of the file went which way
     */
    record Result(Interval interval, SegmentSummary summary, Map<RowOutcome, Long> outcomes) {}

    /** Builds beside {@code output} and moves the segment there once it is whole. */
    Result build(Optional<Interval> given, Path output) throws IOException {
        Interval interval = given.or(this::ofSpec).orElseGet(() -> Interval.ETERNITY);
        if (interval.equals(Interval.ETERNITY)) {
            interval = ofRows();
        }
        Path target = output.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(target.getParent()).orElse(target);
        Files.createDirectories(parent);
        Path scratch = Files.createTempDirectory(parent, ".segment-build-");
        try {
            Result result = build(interval, scratch);
            Files.deleteIfExists(target);
            Files.move(scratch.resolve("segment"), target, StandardCopyOption.ATOMIC_MOVE);
            return result;
        } finally {
            delete(scratch);
        }
    }

    private Result build(Interval interval, Path scratch) throws IOException {
        long heap = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        Path sorting = Files.createDirectory(scratch.resolve("sorting"));
        Path segment = scratch.resolve("segment");
        try (RowReader reader = RowReader.open(rows, spec, interval::contains, badRow -> {});
                SegmentBuilder builder = new SegmentBuilder(spec.toSegmentSpec(interval), sorting, heap)) {
            for (BuildRow row; (row = reader.next()) != null; ) {
                builder.add(row);
            }
            return new Result(interval, builder.writeTo(segment), reader.counts());
        }
    }

    /** From the first to the last of the intervals that the spec lists; empty if it lists none. */
    private Optional<Interval> ofSpec() {
        List<Interval> chunks = spec.granularity().chunks();
        return chunks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Interval(
                        chunks.get(0).start(), chunks.get(chunks.size() - 1).end()));
    }

    /** The time chunks of the first and the last row, and all between. */
    private Interval ofRows() throws IOException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (RowReader reader = RowReader.open(rows, spec, time -> true, badRow -> {})) {
            for (BuildRow row; (row = reader.next()) != null; ) {
                first = Math.min(first, row.timestamp());
                last = Math.max(last, row.timestamp());
            }
        }
        if (first > last) {
            throw new CommandFailedException(
                    "File [%s] has no rows, and the spec no interval: there is nothing to build".formatted(rows));
        }
        GranularitySpec granularity = spec.granularity();
        if (granularity.segmentGranularity().isEmpty()) {
            return new Interval(first, last + 1);
        }
        return new Interval(
                granularity.chunkOf(first).start(), granularity.chunkOf(last).end());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
