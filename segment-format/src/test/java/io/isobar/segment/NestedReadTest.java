package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

/**
 * Columns of type "auto" that Druid 37.0.0 wrote from the same 60 rows with different index specs; {@code rows.json} has the
 * rows as it read them back, {@code rows_noraw.json} as it put them together from fields alone.
 */
class NestedReadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WITHOUT_DOCUMENTS = "noraw_none";

    static List<String> segments() {
        return List.of("utf8_lz4_roaring", "front_zstd_complex", "concise_uncomp_longauto_complex", WITHOUT_DOCUMENTS);
    }

    @ParameterizedTest
    @MethodSource("segments")
    void givesTheRowsThatDruidGives(String name) throws IOException {
        JsonNode expected = JSON.readTree(path(name.equals(WITHOUT_DOCUMENTS) ? "rows_noraw.json" : "rows.json")
                .toFile());
        List<String> names = new ArrayList<>();
        expected.path("names").forEach(column -> names.add(column.asText()));
        try (Segment segment = open(name)) {
            assertThat(segment.columnNames()).containsExactlyInAnyOrderElementsOf(names);
            for (int i = 0; i < names.size(); i++) {
                String type = expected.path("types").path(names.get(i)).asText();
                if (type.equals("COMPLEX<serializablePairLongString>")) {
                    continue;
                }
                Column column = segment.column(names.get(i)).orElseThrow();
                List<Object> values = SegmentDump.column(column);
                for (int row = 0; row < values.size(); row++) {
                    assertThat(comparable(column, JSON.valueToTree(values.get(row))))
                            .as("row %d of %s", row, names.get(i))
                            .isEqualTo(comparable(
                                    column, expected.path("rows").get(row).get(i)));
                }
            }
        }
    }

    /** Druid keeps the types of scalars in a column of several; here they are all texts, or all doubles. */
    private static JsonNode comparable(Column column, JsonNode value) throws IOException {
        if (value.isNull()) {
            return value;
        }
        if (column instanceof StringColumn) {
            return JSON.getNodeFactory().textNode(value.asText());
        }
        if (column.type() == ValueType.DOUBLE) {
            return JSON.getNodeFactory().numberNode(value.doubleValue());
        }
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"str:STRING", "lng:LONG", "dbl:DOUBLE", "numbers:DOUBLE", "mixed:STRING", "nul:STRING"})
    void presentsScalarsAsAnyColumnOfTheirType(String nameAndType) throws IOException {
        String name = nameAndType.substring(0, nameAndType.indexOf(':'));
        ValueType type = ValueType.valueOf(nameAndType.substring(nameAndType.indexOf(':') + 1));
        for (String segmentName : segments()) {
            try (Segment segment = open(segmentName)) {
                Column column = segment.column(name).orElseThrow();
                assertThat(column.type()).isEqualTo(type);
                assertThat(column).isInstanceOf(type == ValueType.STRING ? StringColumn.class : NumericColumn.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("segments")
    void filtersTextsByTheirDictionaryAndBitmaps(String name) throws IOException {
        try (Segment segment = open(name)) {
            for (String column : List.of("str", "mixed", "nul", "strBig", "asjson")) {
                StringColumn texts = (StringColumn) segment.column(column).orElseThrow();
                assertDictionaryAgreesWithRows(texts);
            }
        }
    }

    private static void assertDictionaryAgreesWithRows(StringColumn texts) {
        int[] ids = new int[texts.rows()];
        texts.reader().ids(0, ids.length, ids);
        String previous = null;
        for (int id = 0; id < texts.cardinality(); id++) {
            String value = texts.value(id);
            int expected = id;
            assertThat(texts.idOf(value)).isEqualTo(id);
            assertThat(previous == null || previous.compareTo(Objects.requireNonNull(value)) < 0)
                    .isTrue();
            assertThat(RoaringBitmap.bitmapOf(IntStream.range(0, ids.length)
                            .filter(row -> ids[row] == expected)
                            .toArray()))
                    .as("rows of [%s] in %s", value, texts.name())
                    .isEqualTo(texts.bitmap(id).toRoaringBitmap());
            previous = value;
        }
    }

    @Test
    void readsRowsOfMixedTypesInAnyOrder() throws IOException {
        try (Segment segment = open("utf8_lz4_roaring")) {
            NumericColumn numbers = (NumericColumn) segment.column("numbers").orElseThrow();
            double[] all = new double[segment.rows()];
            numbers.reader().doubles(0, all.length, all);
            int[] rows = {0, 7, 31, 59};
            long[] longs = new long[rows.length];
            float[] floats = new float[rows.length];
            numbers.reader().longs(rows, rows.length, longs);
            numbers.reader().floats(rows, rows.length, floats);
            long[] allLongs = new long[all.length];
            float[] allFloats = new float[all.length];
            numbers.reader().longs(0, all.length, allLongs);
            numbers.reader().floats(0, all.length, allFloats);
            for (int i = 0; i < rows.length; i++) {
                assertThat(longs[i]).isEqualTo(allLongs[rows[i]]).isEqualTo((long) all[rows[i]]);
                assertThat(floats[i]).isEqualTo(allFloats[rows[i]]).isEqualTo((float) all[rows[i]]);
            }
        }
    }

    @Test
    void givesArraysTheirTypeAndTheirNulls() throws IOException {
        try (Segment segment = open("front_zstd_complex")) {
            NestedColumn longs = (NestedColumn) segment.column("alng").orElseThrow();
            assertThat(longs.typeName()).isEqualTo("ARRAY<LONG>");
            List<Object> values = SegmentDump.column(longs);
            assertThat(values).contains(java.util.Arrays.asList(3L, null), List.of(1L, 2L), List.of(), null);
            assertThatThrownBy(() -> longs.value(longs.rows())).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void readsCompressedSketchesAsThoseThatAreNot() throws IOException {
        try (Segment plain = open("utf8_lz4_roaring");
                Segment compressed = open("front_zstd_complex")) {
            ComplexColumn expected = (ComplexColumn) plain.column("uniq").orElseThrow();
            ComplexColumn read = (ComplexColumn) compressed.column("uniq").orElseThrow();
            assertThat(read.typeName()).isEqualTo("hyperUnique");
            for (int row = expected.rows() - 1; row >= 0; row--) {
                assertThat(read.value(row)).isEqualTo(expected.value(row));
            }
        }
    }

    @Test
    void givesManyThreadsTheSameValues() throws IOException {
        try (Segment segment = open("front_zstd_complex")) {
            Column json = segment.column("json").orElseThrow();
            Column arrays = segment.column("astr").orElseThrow();
            Column sketches = segment.column("uniq").orElseThrow();
            List<Object> expected =
                    List.of(SegmentDump.column(json), SegmentDump.column(arrays), SegmentDump.column(sketches));
            assertThat(IntStream.range(0, 64)
                            .parallel()
                            .mapToObj(i -> List.of(
                                    SegmentDump.column(json),
                                    SegmentDump.column(arrays),
                                    SegmentDump.column(sketches))))
                    .allMatch(expected::equals);
        }
    }

    @Test
    void putsDocumentsTogetherThatWereWrittenAsTheirFieldsOnly() throws IOException {
        try (Segment segment = open(WITHOUT_DOCUMENTS)) {
            NestedColumn elements = (NestedColumn) segment.column("aobj").orElseThrow();
            assertThat(elements.typeName()).isEqualTo("COMPLEX<json>");
            assertThat(SegmentDump.column(elements))
                    .contains(List.of(Map.of("k", 1L), Map.of("k", "z")))
                    .containsNull();
            assertThat(SegmentDump.column(segment, "jsonroot"))
                    .contains(Map.of("k", 1L), 5L, "w", List.of(1L, 2L), null);
        }
    }

    private static Segment open(String name) throws IOException {
        return Segment.open(path(name).resolve("segment"));
    }

    /** A file or a segment's directory of this name. */
    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(NestedReadTest.class.getResource("/nested/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
