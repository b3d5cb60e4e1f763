package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.SmooshWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes rows as they are stored, in their order, column by column, and becomes a segment's files. */
final class StoredRows {
    private final SegmentSpec spec;
    private final Scratch scratch;
    private final long dictionaryHeapBytes;
    private final ColumnWriter time;
    private final List<ColumnWriter> dimensions = new ArrayList<>();
    private final List<StringColumnWriter> strings = new ArrayList<>();
    private final List<ColumnWriter> metrics = new ArrayList<>();
    private int rows;

    /** What was written of it. */
    record Written(int rows, List<String> dimensions, List<String> metrics) {}

    /** Keeps at most about {@code dictionaryHeapBytes} of distinct strings on the heap. */
    StoredRows(SegmentSpec spec, Scratch scratch, long dictionaryHeapBytes) {
        this.spec = spec;
        this.scratch = scratch;
        this.dictionaryHeapBytes = dictionaryHeapBytes;
        IndexSpec index = spec.indexSpec();
        time = new NumberColumnWriter(scratch, Segment.TIME, ValueType.LONG, index.metricCompression(), index);
        for (Dimension dimension : spec.dimensions()) {
            if (dimension.type() == Dimension.Type.STRING) {
                StringColumnWriter column = new StringColumnWriter(scratch, dimension, index);
                strings.add(column);
                dimensions.add(column);
            } else {
                dimensions.add(new NumberColumnWriter(
                        scratch, dimension.name(), dimension.type().valueType(), index.dimensionCompression(), index));
            }
        }
        for (Metric metric : spec.metrics()) {
            ValueType type = metric.kind().valueType();
            metrics.add(
                    type == ValueType.COMPLEX
                            ? new SketchColumnWriter(scratch, metric.name(), metric.columnType())
                            : new NumberColumnWriter(scratch, metric.name(), type, index.metricCompression(), index));
        }
    }

    /** Appends a row. */
    void add(long timestamp, Object[] dimensionValues, @Nullable Object[] metricValues) throws IOException {
        if (rows == Integer.MAX_VALUE) {
            throw new IOException(
                    "A segment cannot have more than [%d] rows: split it into more partitions".formatted(rows));
        }
        time.add(timestamp);
        for (int i = 0; i < dimensionValues.length; i++) {
            dimensions.get(i).add(dimensionValues[i]);
        }
        for (int i = 0; i < metricValues.length; i++) {
            metrics.get(i).add(metricValues[i]);
        }
        rows++;
        long heap = 0;
        for (StringColumnWriter column : strings) {
            heap += column.heapBytes();
        }
        if (heap > dictionaryHeapBytes) {
            strings.stream()
                    .max(Comparator.comparingLong(StringColumnWriter::heapBytes))
                    .orElseThrow()
                    .spill();
        }
    }

    /** Writes the columns: time, metrics sorted by name, dimensions in order; those null in every row are left out. */
    Written writeTo(SmooshWriter smoosh) throws IOException {
        smoosh.add(Segment.TIME, time.finish());
        List<Integer> metricOrder = IntStream.range(0, metrics.size())
                .boxed()
                .sorted(Comparator.comparing(i -> spec.metrics().get(i).name()))
                .toList();
        List<Metric> sortedMetrics =
                metricOrder.stream().map(spec.metrics()::get).toList();
        for (int i : metricOrder) {
            smoosh.add(spec.metrics().get(i).name(), metrics.get(i).finish());
        }
        List<String> withValues = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            if (!dimensions.get(i).allNull()) {
                String name = spec.dimensions().get(i).name();
                withValues.add(name);
                Pieces column = dimensions.get(i).finish();
                smoosh.add(name, column);
            }
        }
        List<String> metricNames = sortedMetrics.stream().map(Metric::name).toList();
        smoosh.add("index.drd", SegmentFiles.index(spec, withValues, metricNames, scratch));
        smoosh.add("metadata.drd", SegmentFiles.metadata(spec, sortedMetrics));
        return new Written(rows, withValues, metricNames);
    }
}
