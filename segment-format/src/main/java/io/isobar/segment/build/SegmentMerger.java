package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one segment of several. The keys of all rows are gone through once to find the order of the rows; then each column
 * is merged for itself, in one pass, from where it lies. Only segments whose rows are not as the spec wants them (other times,
 * types or order) are first read row by row and sorted.
 */
public final class SegmentMerger {
    private static final long MOST_SORT_BYTES = 64L << 20;
    private static final int SORT_SHARE = 6;
    private static final int HEAP_SHARE = 4;
    /** A column's reader keeps a block as it lies and one decoded. */
    private static final int READER_BYTES = 128 << 10;

    private final RunColumns columns;
    private final Scratch scratch;
    private final Path scratchParent;

    private SegmentMerger(RunColumns columns, Scratch scratch, Path scratchParent) {
        this.columns = columns;
        this.scratch = scratch;
        this.scratchParent = scratchParent;
    }

    /**
     * Writes the rows of {@code segments} to {@code dir}, which must not exist yet, as {@code spec} asks.
     *
     * <p>The result is the same as of a build from all rows that the segments were built from, as far as aggregates can
     * be aggregated: sums of floating-point numbers are sums of sums, so their last digits may differ. Metrics are the
     * spec's, in their {@link Metric#combining} form; a column that a segment lacks is null there.
     *
     * @throws IllegalArgumentException if a row lies outside of the spec's interval, or there is none, or a column's values
     *     cannot become what the spec asks for
     * @throws io.isobar.segment.CorruptSegmentException if the bytes of a segment contradict the format
     * @throws io.isobar.segment.UnsupportedSegmentException naming the column if its values cannot be merged
     */
    public static SegmentSummary merge(SegmentSpec spec, List<Segment> segments, Path scratch, Path dir)
            throws IOException {
        RunColumns columns = new RunColumns(spec.combining());
        long heap = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        long most = Math.max(2, Math.min(MergeOrder.MOST_RUNS, heap / READER_BYTES / columns.size()));
        return merge(columns, segments, (int) most, scratch, dir);
    }

    /** Merges no more than {@code most} at once; of more, some become one before. */
    static SegmentSummary merge(RunColumns columns, List<Segment> segments, int most, Path scratch, Path dir)
            throws IOException {
        try (Scratch files = new Scratch(scratch)) {
            return new SegmentMerger(columns, files, scratch).merge(segments, most, dir);
        } catch (UncheckedIOException e) {
            // Columns of a segment open when they are asked for, and tell what is wrong with them so.
            throw e.getCause();
        }
    }

    /** Rows to be merged, and the segment that they are of if they are read where they lie. */
    private record Input(SortedRun run, Optional<Segment> segment) {}

    private SegmentSummary merge(List<Segment> segments, int most, Path dir) throws IOException {
        long rowsIn = segments.stream().mapToLong(Segment::rows).sum();
        if (rowsIn == 0) {
            throw new IllegalArgumentException("No row came for [%s]: a segment has at least one".formatted(dir));
        }
        List<Input> inputs = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.rows() > 0) {
                inputs.add(input(segment));
            }
        }
        boolean rollup = columns.spec().rollup();
        while (inputs.size() > most) {
            List<Input> first = new ArrayList<>(inputs.subList(0, most));
            try (MergedRun merged = merged(first, rollup && columns.aggregatesExactly())) {
                inputs.subList(0, most).clear();
                inputs.add(new Input(RunSpill.write(merged, columns, scratch), Optional.empty()));
            }
        }
        try (MergedRun merged = merged(inputs, rollup)) {
            return new SegmentAssembly(columns, scratch).write(merged, rowsIn, dir);
        }
    }

    private Input input(Segment segment) throws IOException {
        Optional<SegmentRun> fitting = new SegmentFit(segment, columns).run();
        return fitting.isPresent()
                ? new Input(fitting.get(), Optional.of(segment))
                : new Input(sorted(segment), Optional.empty());
    }

    private MergedRun merged(List<Input> inputs, boolean grouped) throws IOException {
        while (true) {
            try {
                return MergedRun.merge(inputs.stream().map(Input::run).toList(), columns, grouped, scratch);
            } catch (UnsortedRunException e) {
                Segment segment = inputs.get(e.run())
                        .segment()
                        .orElseThrow(() -> new IllegalStateException("A run that was sorted is not in order", e));
                inputs.set(e.run(), new Input(sorted(segment), Optional.empty()));
            }
        }
    }

    /** The rows of a segment, sorted anew. */
    private SortedRun sorted(Segment segment) throws IOException {
        long heap = Math.min(MOST_SORT_BYTES, Runtime.getRuntime().maxMemory() / SORT_SHARE);
        try (SegmentBuilder builder = new SegmentBuilder(columns.spec(), scratchParent, heap)) {
            new SegmentRows(segment, columns.spec()).forEach(builder::add);
            return builder.spilled(scratch);
        }
    }
}
