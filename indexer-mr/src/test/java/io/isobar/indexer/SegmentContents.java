package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a run's segments as text: time, dimensions, metrics, parted by blanks. Columns as in the report. */
record SegmentContents(List<String> rows) {

    static SegmentContents read(IndexReport report, URI store, Path scratch) throws IOException {
        List<String> names = new ArrayList<>(List.of("__time"));
        names.addAll(report.segments().stream()
                .flatMap(each -> each.dimensions().stream())
                .distinct()
                .toList());
        names.addAll(report.segments().get(0).metrics());
        return read(report, names, store, scratch);
    }

    /** Of these columns. */
    static SegmentContents read(IndexReport report, List<String> names, URI store, Path scratch) throws IOException {
        List<String> rows = new ArrayList<>();
        try (SegmentStore segments = SegmentStores.open(store)) {
            for (ReleaseSegment segment : report.segments()) {
                Path directory = Files.createTempDirectory(scratch, "segment").resolve("unpacked");
                try (InputStream zip = segments.open(segment.path(), 0)) {
                    SegmentZip.unpack(zip, directory, segment.size());
                }
                try (Segment opened = Segment.open(directory)) {
                    read(opened, names, rows);
                }
            }
        }
        return new SegmentContents(rows);
    }

    private static void read(Segment segment, List<String> names, List<String> into) {
        List<List<String>> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(texts(name, segment.column(name), segment.rows()));
        }
        for (int row = 0; row < segment.rows(); row++) {
            List<String> texts = new ArrayList<>();
            for (List<String> column : columns) {
                texts.add(column.get(row));
            }
            into.add(String.join(" ", texts));
        }
    }

    private static List<String> texts(String name, Optional<Column> column, int rows) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            texts.add(column.map(present -> "").orElse("null"));
        }
        if (column.isPresent() && column.get() instanceof NumericColumn numbers) {
            numbers(name, numbers, texts);
        } else if (column.isPresent() && column.get() instanceof StringColumn strings) {
            strings(strings, texts);
        }
        return texts;
    }

    private static void numbers(String name, NumericColumn column, List<String> texts) {
        long[] longs = new long[texts.size()];
        double[] doubles = new double[texts.size()];
        column.reader().longs(0, longs.length, longs);
        column.reader().doubles(0, doubles.length, doubles);
        for (int row = 0; row < longs.length; row++) {
            String text = switch (column.type()) {
                case LONG -> name.equals("__time") ? Interval.text(longs[row]) : Long.toString(longs[row]);
                default -> Double.toString(doubles[row]);
            };
            texts.set(row, column.nulls().contains(row) ? "null" : text);
        }
    }

    private static void strings(StringColumn column, List<String> texts) {
        int[] rows = new int[texts.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row;
        }
        if (column.multiValue()) {
            MultiIds ids = new MultiIds();
            column.reader().multi(rows, rows.length, ids);
            for (int row = 0; row < rows.length; row++) {
                List<String> values = new ArrayList<>();
                for (int i = ids.offsets()[row]; i < ids.offsets()[row + 1]; i++) {
                    values.add(column.value(ids.ids()[i]));
                }
                texts.set(row, values.toString());
            }
            return;
        }
        int[] ids = new int[rows.length];
        column.reader().ids(rows, rows.length, ids);
        for (int row = 0; row < rows.length; row++) {
            texts.set(row, String.valueOf(column.value(ids[row])));
        }
    }
}
