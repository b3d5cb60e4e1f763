package io.isobar.cli.segment;

import io.isobar.segment.Segment;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ColumnLayout;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.StringColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares two segments: what they say of themselves, row by row in the order stored, and how they are encoded. */
final class SegmentDiff {
    private final Segment left;
    private final Segment right;
    private final double tolerance;
    private final int shown;
    private final List<Cell> first = new ArrayList<>();
    private final Map<String, Long> differentByColumn = new TreeMap<>();
    private long differentRows;

    /**
     * A value that differs.
     *
     * @param left of the first segment
     * @param right of the second one
     */
    record Cell(
            int row,
            String column,
            @Nullable Object left,
            @Nullable Object right) {}

    /**
     * What was found.
     *
     * @param schema differences of intervals, columns and their types, and of how the segments were built
     * @param rows how many rows were compared: as many as both have
     * @param differentRows how many of them differ
     * @param differentByColumn in how many rows each column differs that does
     * @param first the first values that differ
     * @param encoding differences of how columns lie in their files
     */
    record Result(
            List<String> schema,
            int rows,
            long differentRows,
            Map<String, Long> differentByColumn,
            List<Cell> first,
            List<String> encoding) {
        /** Whether nothing differs; how columns are encoded counts only if asked. */
        boolean same(boolean withEncoding) {
            return schema.isEmpty() && differentRows == 0 && (!withEncoding || encoding.isEmpty());
        }
    }

    /**
     * A comparison of two segments.
     *
     * @param tolerance by what part of the greater one two floating-point numbers may differ and still be equal
     * @param shown how many values that differ are kept
     */
    SegmentDiff(Segment left, Segment right, double tolerance, int shown) {
        this.left = left;
        this.right = right;
        this.tolerance = tolerance;
        this.shown = shown;
    }

    /** Reads both in whole. */
    Result run(Progress progress) {
        List<String> schema = schema();
        Set<String> names = new LinkedHashSet<>(left.columnNames());
        names.retainAll(right.columnNames());
        int rows = Math.min(left.rows(), right.rows());
        compare(List.copyOf(names), rows, progress);
        return new Result(schema, rows, differentRows, differentByColumn, first, encoding(names));
    }

    private List<String> schema() {
        List<String> found = new ArrayList<>();
        differ(found, "interval", left.interval(), right.interval());
        differ(found, "rows", left.rows(), right.rows());
        differ(found, "dimensions", left.dimensions(), right.dimensions());
        differ(found, "metrics", left.metrics(), right.metrics());
        differ(found, "rollup", left.metadata().rollup(), right.metadata().rollup());
        differ(
                found,
                "query granularity",
                left.metadata().queryGranularity(),
                right.metadata().queryGranularity());
        differ(
                found,
                "aggregators",
                left.metadata().aggregators(),
                right.metadata().aggregators());
        for (String name : left.columnNames()) {
            if (right.columnNames().contains(name)) {
                differ(found, "type of [" + name + "]", type(left, name), type(right, name));
            }
        }
        return found;
    }

    private static void differ(List<String> found, String what, @Nullable Object left, @Nullable Object right) {
        if (!Objects.equals(left, right)) {
            found.add("%s: %s, %s".formatted(what, plain(left), plain(right)));
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(Object::toString).orElse("not told")
                : value;
    }

    private static String type(Segment segment, String name) {
        Optional<Column> column = segment.column(name);
        if (column.isEmpty()) {
            return "all null";
        }
        if (column.get() instanceof ComplexColumn objects) {
            return objects.typeName();
        }
        if (column.get() instanceof NestedColumn nested) {
            return nested.typeName();
        }
        boolean several = column.get() instanceof StringColumn strings && strings.multiValue();
        return column.get().type() + (several ? ", several values per row" : "");
    }

    private void compare(List<String> names, int rows, Progress progress) {
        List<ColumnValues> lefts =
                names.stream().map(name -> ColumnValues.of(left.column(name))).toList();
        List<ColumnValues> rights =
                names.stream().map(name -> ColumnValues.of(right.column(name))).toList();
        int[] batch = new int[ColumnValues.BATCH];
        for (int from = 0; from < rows; from += batch.length) {
            int start = from;
            int count = Math.min(batch.length, rows - from);
            Arrays.setAll(batch, i -> start + i);
            boolean[] different = new boolean[count];
            boolean room = first.size() < shown;
            for (int column = 0; column < names.size(); column++) {
                lefts.get(column).load(batch, count);
                rights.get(column).load(batch, count);
                long before = differentByColumn.getOrDefault(names.get(column), 0L);
                long after = before;
                for (int i = 0; i < count; i++) {
                    if (!same(lefts.get(column).value(i), rights.get(column).value(i))) {
                        different[i] = true;
                        after++;
                        if (room) {
                            first.add(new Cell(
                                    start + i,
                                    names.get(column),
                                    lefts.get(column).value(i),
                                    rights.get(column).value(i)));
                        }
                    }
                }
                if (after > before) {
                    differentByColumn.put(names.get(column), after);
                }
            }
            for (boolean row : different) {
                differentRows += row ? 1 : 0;
            }
            // A batch is read column by column: which of its values come first by row is known at its end.
            first.sort(Comparator.comparingInt(Cell::row));
            first.subList(Math.min(shown, first.size()), first.size()).clear();
            progress.at(from + count, rows, "rows");
        }
    }

    private boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof byte[] left && b instanceof byte[] right) {
            return Arrays.equals(left, right);
        }
        if (tolerance > 0 && a instanceof Number left && b instanceof Number right && isReal(left) && isReal(right)) {
            double x = left.doubleValue();
            double y = right.doubleValue();
            return Double.compare(x, y) == 0 || Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
        }
        return Objects.equals(a, b);
    }

    private static boolean isReal(Number value) {
        return value instanceof Double || value instanceof Float;
    }

    private List<String> encoding(Set<String> names) {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            Optional<ColumnLayout> a = left.layout(name);
            Optional<ColumnLayout> b = right.layout(name);
            if (a.isEmpty() || b.isEmpty()) {
                if (a.isPresent() != b.isPresent()) {
                    found.add("column [%s]: only the %s segment has a file of it"
                            .formatted(name, a.isPresent() ? "first" : "second"));
                }
                continue;
            }
            Map<String, String> left = encodings(a.get());
            Map<String, String> right = encodings(b.get());
            Set<String> parts = new LinkedHashSet<>(left.keySet());
            parts.addAll(right.keySet());
            for (String part : parts) {
                differ(found, "%s of [%s]".formatted(part, name), left.get(part), right.get(part));
            }
        }
        return found;
    }

    private static Map<String, String> encodings(ColumnLayout layout) {
        Map<String, String> encodings = new TreeMap<>(Map.of("part type", layout.type()));
        for (ColumnLayout.Part part : layout.parts()) {
            encodings.merge(part.name(), ReportText.encoding(part.encoding()), (a, b) -> a + "; " + b);
        }
        return encodings;
    }
}
