package io.isobar.cli.segment;

import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** Checks that a column of strings agrees with itself: dictionary, ids, bitmaps. */
final class StringColumnCheck {
    private static final int BATCH = 4096;

    private final StringColumn column;
    private final RoaringBitmap[] seen;

    StringColumnCheck(StringColumn column) {
        this.column = column;
        this.seen = new RoaringBitmap[column.cardinality()];
    }

    /** What is wrong: at most one line about the dictionary, one about ids, and, if these are sound, one about bitmaps. */
    List<String> problems() {
        List<String> found = new ArrayList<>();
        unsortedDictionary().ifPresent(found::add);
        Optional<String> ids = idOutOfRange();
        ids.or(this::wrongBitmap).ifPresent(found::add);
        return found;
    }

    private Optional<String> unsortedDictionary() {
        String previous = null;
        int wrong = 0;
        int first = 0;
        for (int id = 0; id < column.cardinality(); id++) {
            String value = column.value(id);
            if (id > 0 && !ascends(previous, value) && wrong++ == 0) {
                first = id;
            }
            previous = value;
        }
        String more = wrong > 1 ? "; [%d] more don't".formatted(wrong - 1) : "";
        return wrong == 0
                ? Optional.empty()
                : Optional.of("dictionary of column [%s]: value of id [%d] doesn't sort after the one before it%s"
                        .formatted(column.name(), first, more));
    }

    private static boolean ascends(@Nullable String previous, @Nullable String value) {
        return value != null && (previous == null || previous.compareTo(value) < 0);
    }

    private Optional<String> idOutOfRange() {
        StringColumn.Reader reader = column.reader();
        int[] ids = new int[BATCH];
        int[] rows = new int[BATCH];
        MultiIds multi = new MultiIds();
        for (int first = 0; first < column.rows(); first += BATCH) {
            int count = Math.min(BATCH, column.rows() - first);
            if (column.multiValue()) {
                for (int i = 0; i < count; i++) {
                    rows[i] = first + i;
                }
                reader.multi(rows, count, multi);
                for (int i = 0; i < count; i++) {
                    for (int at = multi.offsets()[i]; at < multi.offsets()[i + 1]; at++) {
                        if (!see(first + i, multi.ids()[at])) {
                            return outOfRange(first + i, multi.ids()[at]);
                        }
                    }
                }
            } else {
                reader.ids(first, count, ids);
                for (int i = 0; i < count; i++) {
                    if (!see(first + i, ids[i])) {
                        return outOfRange(first + i, ids[i]);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean see(int row, int id) {
        if (id < 0 || id >= seen.length) {
            return false;
        }
        if (column.hasBitmaps()) {
            if (seen[id] == null) {
                seen[id] = new RoaringBitmap();
            }
            seen[id].add(row);
        }
        return true;
    }

    private Optional<String> outOfRange(int row, int id) {
        return Optional.of("column [%s] has id [%d] in row [%d], its dictionary [%d] values"
                .formatted(column.name(), id, row, seen.length));
    }

    /** Of a multi-value column the rows without values may be in the bitmap of null. */
    private Optional<String> wrongBitmap() {
        if (!column.hasBitmaps()) {
            return Optional.empty();
        }
        int wrong = 0;
        String first = "";
        for (int id = 0; id < seen.length; id++) {
            ImmutableRoaringBitmap bitmap = column.bitmap(id);
            RoaringBitmap expected = seen[id] == null ? new RoaringBitmap() : seen[id];
            boolean isNull = column.multiValue() && column.value(id) == null;
            boolean agrees = isNull
                    ? bitmap.toRoaringBitmap().contains(expected)
                    : bitmap.toRoaringBitmap().equals(expected);
            if (!agrees && wrong++ == 0) {
                first = "bitmap of id [%d] of column [%s] has [%d] rows, but [%d] rows have that value"
                        .formatted(id, column.name(), bitmap.getCardinality(), expected.getCardinality());
            }
        }
        return wrong == 0
                ? Optional.empty()
                : Optional.of(wrong == 1 ? first : first + "; [%d] more are wrong".formatted(wrong - 1));
    }
}
