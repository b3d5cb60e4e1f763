package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
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
    private static final long MOST_HEAP_BYTES = 64L << 20;
    private static final int HEAP_SHARE = 6;

    private final RunColumns columns;
    private final Scratch scratch;
    private final Path scratchParent;

    private SegmentMerger(SegmentSpec spec, Scratch scratch, Path scratchParent) {
        this.columns = new RunColumns(spec);
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
     */
    public static SegmentSummary merge(SegmentSpec spec, List<Segment> segments, Path scratch, Path dir)
            throws IOException {
        SegmentSpec combining = new SegmentSpec(
                spec.interval(),
                spec.queryGranularity(),
                spec.rollup(),
                spec.dimensions(),
                spec.metrics().stream().map(Metric::combining).toList(),
                spec.indexSpec(),
                spec.timestampSpec());
        try (Scratch files = new Scratch(scratch)) {
            return new SegmentMerger(combining, files, scratch).merge(segments, dir);
        }
    }

    private SegmentSummary merge(List<Segment> all, Path dir) throws IOException {
        List<Segment> segments =
                all.stream().filter(segment -> segment.rows() > 0).toList();
        if (segments.size() > MergeOrder.MOST_RUNS) {
            throw new IllegalArgumentException(
                    "[%d] segments are more than [%d], which can be merged at once: merge in steps"
                            .formatted(segments.size(), MergeOrder.MOST_RUNS));
        }
        long rowsIn = segments.stream().mapToLong(Segment::rows).sum();
        if (rowsIn == 0) {
            throw new IllegalArgumentException("No row came for [%s]: a segment has at least one".formatted(dir));
        }
        List<SortedRun> runs = new ArrayList<>();
        for (Segment segment : segments) {
            Optional<SegmentRun> fitting = new SegmentFit(segment, columns).run();
            if (fitting.isPresent()) {
                runs.add(fitting.get());
            } else {
                runs.add(sorted(segment));
            }
        }
        while (true) {
            try (SortedRun merged =
                    MergedRun.merge(runs, columns, columns.spec().rollup(), scratch)) {
                return new SegmentAssembly(columns, scratch).write(merged, rowsIn, dir);
            } catch (UnsortedRunException e) {
                if (!(runs.get(e.run()) instanceof SegmentRun)) {
                    throw new IllegalStateException("A run that was sorted is not in order", e);
                }
                runs.set(e.run(), sorted(segments.get(e.run())));
            }
        }
    }

    /** The rows of a segment, sorted anew. */
    private SortedRun sorted(Segment segment) throws IOException {
        long heap = Math.min(MOST_HEAP_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        try (SegmentBuilder builder = new SegmentBuilder(columns.spec(), scratchParent, heap)) {
            new SegmentRows(segment, columns.spec()).forEach(builder::add);
            return builder.spilled(scratch);
        }
    }
}
