package io.isobar.cli.segment;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person can see of a segment.
 *
 * @param otherFiles bytes of the files that belong to no column
 * @param rowColumns the columns of {@code firstRows}: those that can be read
 */
record SegmentReport(
        Path path,
        Interval interval,
        int rows,
        long minTime,
        long maxTime,
        SegmentMetadata metadata,
        List<ColumnFacts> columns,
        Map<String, Integer> otherFiles,
        List<String> rowColumns,
        List<List<@Nullable Object>> firstRows) {

    /** Reads what there is to tell, and {@code rows} rows. */
    static SegmentReport of(Path path, Segment segment, int rows, Progress progress) {
        List<ColumnFacts> columns = ColumnFacts.of(segment, progress);
        Map<String, Integer> others = new TreeMap<>(segment.fileSizes());
        others.keySet()
                .removeIf(file -> columns.stream()
                        .anyMatch(column -> column.problem().isEmpty()
                                && (file.equals(column.name()) || file.startsWith(column.name() + "."))));
        List<String> readable = columns.stream()
                .filter(column -> column.problem().isEmpty())
                .map(ColumnFacts::name)
                .toList();
        return new SegmentReport(
                path,
                segment.interval(),
                segment.rows(),
                segment.minTime(),
                segment.maxTime(),
                segment.metadata(),
                columns,
                others,
                readable,
                FirstRows.of(segment, readable, rows));
    }

    /** How many bytes all its logical files have. */
    long bytes() {
        return columns.stream().mapToLong(ColumnFacts::bytes).sum()
                + otherFiles.values().stream().mapToLong(Integer::longValue).sum();
    }
}
