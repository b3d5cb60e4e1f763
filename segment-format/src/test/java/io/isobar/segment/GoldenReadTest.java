package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

class GoldenReadTest {
    private static final String GOLDENS = "io.isobar.segment.testing.GoldenSegment#all";

    @ParameterizedTest
    @MethodSource(GOLDENS)
    void givesTheRowsThatDruidGave(GoldenSegment golden) throws IOException {
        JsonNode answer = golden.results().get("scan_all").get(0);
        List<String> names = new ArrayList<>();
        answer.path("columns").forEach(column -> names.add(column.asText()));
        try (Segment segment = Segment.open(golden.segment())) {
            assertThat(segment.rows())
                    .isEqualTo(golden.specJson().path("storedRows").intValue());
            assertThat(segment.columnNames()).containsExactlyElementsOf(names);
            assertThat(segment.interval())
                    .isEqualTo(Interval.parse(golden.specJson().path("interval").asText()));
            for (int i = 0; i < names.size(); i++) {
                List<Object> column = SegmentDump.column(segment, names.get(i));
                JsonNode events = answer.path("events");
                for (int row = 0; row < events.size(); row++) {
                    assertThat(column.get(row))
                            .as("row %d of %s", row, names.get(i))
                            .isEqualTo(expected(events.get(row).get(i), column.get(row)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(GOLDENS)
    void itsBitmapsAreThoseOfItsRows(GoldenSegment golden) throws IOException {
        try (Segment segment = Segment.open(golden.segment())) {
            for (String name : segment.dimensions()) {
                if (segment.column(name).orElse(null) instanceof StringColumn column) {
                    if (column.hasBitmaps()) {
                        assertBitmapsOfRows(column);
                    } else {
                        assertThatThrownBy(() -> column.bitmap(0)).isInstanceOf(IllegalStateException.class);
                    }
                }
            }
        }
    }

    private static void assertBitmapsOfRows(StringColumn column) {
        MutableRoaringBitmap[] expected = IntStream.range(0, column.cardinality())
                .mapToObj(id -> new MutableRoaringBitmap())
                .toArray(MutableRoaringBitmap[]::new);
        MultiIds ids = new MultiIds();
        int[] rows = IntStream.range(0, column.rows()).toArray();
        column.reader().multi(rows, rows.length, ids);
        for (int row = 0; row < rows.length; row++) {
            if (ids.offsets()[row] == ids.offsets()[row + 1]) {
                expected[0].add(row);
            }
            for (int i = ids.offsets()[row]; i < ids.offsets()[row + 1]; i++) {
                expected[ids.ids()[i]].add(row);
            }
        }
        for (int id = 0; id < expected.length; id++) {
            assertThat(column.bitmap(id)).as("id %d of %s", id, column.name()).isEqualTo(expected[id]);
        }
    }

    @ParameterizedTest
    @MethodSource(GOLDENS)
    void findsEveryValueAndNoOther(GoldenSegment golden) throws IOException {
        try (Segment segment = Segment.open(golden.segment())) {
            for (String name : segment.dimensions()) {
                if (segment.column(name).orElse(null) instanceof StringColumn column) {
                    String previous = null;
                    for (int id = 0; id < column.cardinality(); id++) {
                        String value = column.value(id);
                        assertThat(column.idOf(value)).isEqualTo(id);
                        if (value != null) {
                            assertThat(column.idOf(value + "\u0000")).isEqualTo(-(id + 1) - 1);
                            assertThat(previous == null || previous.compareTo(value) < 0)
                                    .isTrue();
                        }
                        previous = value;
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(GOLDENS)
    void readsSingleRowsAsItReadsThemAll(GoldenSegment golden) throws IOException {
        var random = new SplittableRandom(golden.name().hashCode());
        try (Segment segment = Segment.open(golden.segment())) {
            int[] rows = IntStream.range(0, segment.rows())
                    .filter(row -> random.nextInt(7) == 0)
                    .toArray();
            for (String name : segment.columnNames()) {
                if (segment.column(name).orElse(null) instanceof NumericColumn column) {
                    assertGathersAsItScans(column, rows);
                } else if (segment.column(name).orElse(null) instanceof StringColumn column && !column.multiValue()) {
                    int[] all = new int[segment.rows()];
                    column.reader().ids(0, all.length, all);
                    int[] some = new int[rows.length];
                    column.reader().ids(rows, rows.length, some);
                    assertThat(some)
                            .isEqualTo(IntStream.of(rows).map(row -> all[row]).toArray());
                }
            }
        }
    }

    private static void assertGathersAsItScans(NumericColumn column, int[] rows) {
        NumericColumn.Reader reader = column.reader();
        long[] longs = new long[rows.length];
        double[] doubles = new double[rows.length];
        float[] floats = new float[rows.length];
        reader.longs(rows, rows.length, longs);
        reader.doubles(rows, rows.length, doubles);
        reader.floats(rows, rows.length, floats);
        double[] all = new double[column.rows()];
        column.reader().doubles(0, all.length, all);
        long[] one = new long[1];
        float[] oneFloat = new float[1];
        for (int i = 0; i < rows.length; i++) {
            assertThat(doubles[i]).isEqualTo(all[rows[i]]);
            reader.longs(rows[i], 1, one);
            assertThat(longs[i]).isEqualTo(one[0]).isEqualTo((long) all[rows[i]]);
            reader.floats(rows[i], 1, oneFloat);
            assertThat(floats[i]).isEqualTo(oneFloat[0]).isEqualTo((float) all[rows[i]]);
        }
    }

    @Test
    void refusesEveryUseAfterItWasClosed() throws IOException {
        Segment segment = Segment.open(GoldenSegment.number(10).segment());
        StringColumn tags = (StringColumn) segment.column("tags").orElseThrow();
        StringColumn.Reader reader = tags.reader();
        ImmutableRoaringBitmap rows = tags.bitmap(0);
        segment.close();

        assertThatThrownBy(() -> segment.column("tags"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> reader.multi(new int[] {0}, 1, new MultiIds()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tags.value(0)).isInstanceOf(IllegalStateException.class);
        assertThat(rows.getCardinality()).isPositive();
    }

    /** The answer's value as the type that was read; Druid tells a row without values as null. */
    private static Object expected(JsonNode value, Object read) {
        if (value.isNull()) {
            return List.of().equals(read) ? List.of() : null;
        }
        if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(element -> texts.add(element.textValue()));
            return texts;
        }
        if (read instanceof Long) {
            return value.longValue();
        }
        if (read instanceof Float) {
            return value.floatValue();
        }
        return read instanceof Double ? (Object) value.doubleValue() : value.textValue();
    }
}
