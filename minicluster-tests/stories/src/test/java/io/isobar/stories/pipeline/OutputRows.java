package io.isobar.stories.pipeline;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.indexer.IndexReport;
import io.isobar.segment.Segment;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a batch whose columns are all text: the time in milliseconds, then the columns that are asked for. */
final class OutputRows {
    private OutputRows() {}

    static List<List<@Nullable String>> read(IndexReport report, Path store, List<String> columns) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ReleaseSegment listed : report.segments()) {
            try (Segment segment = Segment.open(store.resolve("segments").resolve(listed.path()))) {
                long[] times = new long[segment.rows()];
                ((NumericColumn) segment.column("__time").orElseThrow())
                        .reader()
                        .longs(0, times.length, times);
                int from = rows.size();
                for (long time : times) {
                    rows.add(new ArrayList<>(List.of(Long.toString(time))));
                }
                for (String column : columns) {
                    add(segment.column(column).map(StringColumn.class::cast), rows.subList(from, rows.size()));
                }
            }
        }
        return rows;
    }

    private static void add(Optional<StringColumn> column, List<List<@Nullable String>> rows) {
        int[] ids = new int[rows.size()];
        column.ifPresent(texts -> texts.reader().ids(0, ids.length, ids));
        for (int i = 0; i < ids.length; i++) {
            rows.get(i).add(column.isPresent() ? column.get().value(ids[i]) : null);
        }
    }
}
