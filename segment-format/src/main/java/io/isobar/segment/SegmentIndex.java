package io.isobar.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and interval of a segment ({@code index.drd}), big-endian; lists are {@link GenericIndexed}.
 *
 * <pre>
 *  1  list   columns with a value: metrics sorted by name, then dimensions in their order; without __time
 *  2  list   dimensions with a value
 *  3  16     int64 start, int64 end of the interval
 *  4         int32 length, JSON {"type": …} of how bitmaps are written
 *  5  list   the places of all columns: null for the next of list 1, else the name of one that is null in every row
 *  6  list   the same for the dimensions and list 2
 * </pre>
 *
 * <p>Old writers end after 3 or 4.
 */
record SegmentIndex(Interval interval, List<String> dimensions, List<String> metrics, Set<String> nullColumns) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static SegmentIndex read(Region file, LogicalFiles files) {
        RegionReader in = new RegionReader(file);
        List<String> columns = names(GenericIndexed.read(in, files), file);
        List<String> dimensions = names(GenericIndexed.read(in, files), file);
        long start = in.int64("start of the interval");
        long end = in.int64("end of the interval");
        if (start > end) {
            throw in.corrupt(16, "The interval ends at [%d], before its start [%d]".formatted(end, start));
        }
        Set<String> nulls = new HashSet<>();
        if (in.remaining() > 0) {
            requireJson(in.text("bitmap type"), file);
        }
        if (in.remaining() > 0) {
            columns = withNulls(columns, GenericIndexed.read(in, files), nulls, file);
            dimensions = withNulls(dimensions, GenericIndexed.read(in, files), nulls, file);
        }
        Set<String> isDimension = new HashSet<>(dimensions);
        List<String> metrics =
                columns.stream().filter(name -> !isDimension.contains(name)).toList();
        if (isDimension.size() + metrics.size() != new HashSet<>(columns).size()
                || columns.size() != new HashSet<>(columns).size()) {
            throw file.corrupt(0, "Its lists of columns and dimensions contradict each other");
        }
        return new SegmentIndex(new Interval(start, end), List.copyOf(dimensions), metrics, Set.copyOf(nulls));
    }

    /** Whether the column is null in every row, so that it needs no file. */
    boolean allNull(String column) {
        return nullColumns.contains(column);
    }

    private static List<String> names(GenericIndexed list, Region file) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String name = name(list, i);
            if (name == null) {
                throw file.corrupt(0, "Name [%d] of a list of columns is null".formatted(i));
            }
            names.add(name);
        }
        return names;
    }

    private static List<String> withNulls(List<String> names, GenericIndexed places, Set<String> nulls, Region file) {
        if (places.size() == 0) {
            return names;
        }
        List<String> merged = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < places.size(); i++) {
            String name = name(places, i);
            if (name != null) {
                nulls.add(name);
                merged.add(name);
            } else if (next < names.size()) {
                merged.add(names.get(next++));
            } else {
                throw file.corrupt(0, "Its list of all columns has more places than there are columns");
            }
        }
        if (next < names.size()) {
            throw file.corrupt(0, "Its list of all columns has no place for [%s]".formatted(names.get(next)));
        }
        return merged;
    }

    private static @Nullable String name(GenericIndexed list, int i) {
        return list.isNull(i)
                ? null
                : StandardCharsets.UTF_8.decode(list.value(i)).toString();
    }

    private static void requireJson(String text, Region file) {
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw file.corrupt(0, "Its bitmap type is no JSON", e);
        }
    }
}
