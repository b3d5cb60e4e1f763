package io.isobar.segment.build;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.FileSink;
import io.isobar.segment.smoosh.LaterFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a segment's directory of a run, one column after the other: each takes heap only while it is written. Several threads
 * prepare as many columns at once; the bytes are the same.
 */
final class SegmentAssembly {
    private final RunColumns columns;
    private final Scratch scratch;
    private final SmooshLimits limits;
    private final int threads;

    SegmentAssembly(RunColumns columns, Scratch scratch) {
        this(columns, scratch, SmooshLimits.FORMAT, 1);
    }

    SegmentAssembly(RunColumns columns, Scratch scratch, SmooshLimits limits, int threads) {
        this.columns = columns;
        this.scratch = scratch;
        this.limits = limits;
        this.threads = threads;
    }

    /**
     * Writes the rows of {@code run} to {@code dir}, which must not exist yet and appears when it is complete.
     *
     * @param rowsIn how many rows came in, for the summary
     */
    SegmentSummary write(SortedRun run, long rowsIn, Path dir) throws IOException {
        List<Integer> metrics = IntStream.range(columns.firstMetric(), columns.size())
                .boxed()
                .sorted(Comparator.comparing(columns::name))
                .toList();
        List<String> metricNames = metrics.stream().map(columns::name).toList();
        if (run.rows() > Integer.MAX_VALUE) {
            throw new IOException("A segment cannot have [%d] rows, more than [%d]: split it into more partitions"
                    .formatted(run.rows(), Integer.MAX_VALUE));
        }
        SegmentSpec spec = columns.spec();
        List<Integer> inOrder = new ArrayList<>(List.of(RunColumns.TIME));
        inOrder.addAll(metrics);
        IntStream.range(1, columns.firstMetric()).forEach(inOrder::add);
        List<String> dimensions = new ArrayList<>();
        long bytes = SegmentDirectory.write(dir, limits, smoosh -> {
            try (PreparedColumns prepared =
                    new PreparedColumns(inOrder, column -> prepare(run, column), Math.min(threads, inOrder.size()))) {
                for (int column : inOrder) {
                    Optional<PreparedColumns.Files> files = prepared.next();
                    if (files.isPresent()) {
                        files.get().own().addTo(smoosh);
                        smoosh.add(columns.name(column), files.get().column());
                        if (column != RunColumns.TIME && !columns.isMetric(column)) {
                            dimensions.add(columns.name(column));
                        }
                    }
                }
            }
            smoosh.add(
                    "index.drd",
                    SegmentFiles.index(
                            spec.interval(), spec.indexSpec().bitmap(), dimensions, metricNames, Set.of(), scratch));
            smoosh.add(
                    "metadata.drd",
                    SegmentFiles.metadata(
                            spec, metrics.stream().map(columns::metric).toList()));
        });
        return new SegmentSummary(rowsIn, (int) run.rows(), bytes, dimensions, metricNames);
    }

    /** A dimension without any value has no file. */
    private Optional<PreparedColumns.Files> prepare(SortedRun run, int column) throws IOException {
        boolean dimension = column != RunColumns.TIME && !columns.isMetric(column);
        if (dimension && isNull(run, column)) {
            return Optional.empty();
        }
        LaterFiles own = new LaterFiles(limits.listBytes());
        Pieces file = column(own, run, column);
        return Optional.of(new PreparedColumns.Files(own, file));
    }

    private boolean isNull(SortedRun run, int column) throws IOException {
        if (columns.kind(column) == RunColumns.Kind.STRING) {
            return run.cardinality(column) == 0;
        }
        NumberCursor numbers = new NumberCursor(run.numbers(column), run.rows());
        for (long row = 0; row < run.rows(); row++) {
            numbers.next();
            if (!numbers.isNull()) {
                return false;
            }
        }
        return true;
    }

    private Pieces column(FileSink files, SortedRun run, int column) throws IOException {
        String name = columns.name(column);
        IndexSpec index = columns.spec().indexSpec();
        int rows = (int) run.rows();
        return switch (columns.kind(column)) {
            case NUMBER ->
                new NumberColumnWriter(scratch, files, index)
                        .write(
                                name,
                                columns.type(column),
                                column == RunColumns.TIME || columns.isMetric(column)
                                        ? index.metricCompression()
                                        : index.dimensionCompression(),
                                run.numbers(column),
                                rows);
            case STRING ->
                new StringColumnWriter(scratch, files, index)
                        .write(name, run, column, columns.dimension(column).createBitmapIndex(), rows);
            case OBJECT ->
                new ObjectColumnWriter(scratch, files).write(columns.metric(column), run.objects(column), rows);
        };
    }
}
