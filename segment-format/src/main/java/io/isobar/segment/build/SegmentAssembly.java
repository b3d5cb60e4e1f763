package io.isobar.segment.build;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.SmooshWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes a segment's directory of a run, one column after the other: each takes heap only while it is written. */
final class SegmentAssembly {
    private final RunColumns columns;
    private final Scratch scratch;
    private final SmooshLimits limits;

    SegmentAssembly(RunColumns columns, Scratch scratch) {
        this(columns, scratch, SmooshLimits.FORMAT);
    }

    SegmentAssembly(RunColumns columns, Scratch scratch, SmooshLimits limits) {
        this.columns = columns;
        this.scratch = scratch;
        this.limits = limits;
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
        List<String> dimensions = new ArrayList<>();
        long bytes = SegmentDirectory.write(dir, limits, smoosh -> {
            smoosh.add(columns.name(RunColumns.TIME), column(smoosh, run, RunColumns.TIME));
            for (int metric : metrics) {
                smoosh.add(columns.name(metric), column(smoosh, run, metric));
            }
            for (int column = 1; column < columns.firstMetric(); column++) {
                if (!isNull(run, column)) {
                    dimensions.add(columns.name(column));
                    smoosh.add(columns.name(column), column(smoosh, run, column));
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

    private Pieces column(SmooshWriter files, SortedRun run, int column) throws IOException {
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
