package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.FlattenSpec;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.indexer.spec.InputFormatSpec.BinarySpec;
import io.isobar.indexer.spec.InputFormatSpec.Kind;
import io.isobar.indexer.spec.InputFormatSpec.ParquetReading;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetCursorTest {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message row {
              optional int64 micros (TIMESTAMP(MICROS,false));
              optional int96 old;
              optional int32 day (DATE);
              optional binary text (STRING);
              optional binary raw;
              optional int32 small;
              optional double ratio;
              optional float share;
              optional boolean flag;
              optional int64 price (DECIMAL(10,2));
              optional fixed_len_byte_array(4) wide (DECIMAL(9,3));
              optional group tags (LIST) { repeated group list { optional binary element (STRING); } }
              repeated int64 old_list;
              optional group place { optional binary city (STRING); }
            }""");

    @TempDir
    java.nio.file.Path directory;

    @Test
    void readsTheTypesOfRows() throws Exception {
        Group group = new SimpleGroupFactory(SCHEMA).newGroup();
        group.append("micros", 978_307_260_123_456L)
                .append("old", int96(2_451_911, 60_123_000_000L))
                .append("day", 11_323)
                .append("text", "é")
                .append("raw", Binary.fromConstantByteArray(new byte[] {1, 2}))
                .append("small", 7)
                .append("ratio", 0.5)
                .append("share", 0.1f)
                .append("flag", true)
                .append("price", 1234L)
                .append(
                        "wide",
                        Binary.fromConstantByteArray(
                                ByteBuffer.allocate(4).putInt(-1500).array()));
        Group tags = group.addGroup("tags");
        tags.addGroup("list").append("element", "a");
        tags.addGroup("list");
        group.append("old_list", 1L).append("old_list", 2L);
        group.addGroup("place").append("city", "Bonn");

        Row row = read(write(List.of(group))).get(0);

        assertThat(row.value("micros")).isEqualTo(978_307_260_123L);
        assertThat(row.value("old")).isEqualTo(978_307_260_123L);
        assertThat(row.value("day")).isEqualTo(978_307_200_000L);
        assertThat(row.value("text")).isEqualTo("é");
        assertThat(row.value("raw")).isEqualTo(new byte[] {1, 2});
        assertThat(row.value("small")).isEqualTo(7L);
        assertThat(row.value("ratio")).isEqualTo(0.5);
        assertThat(row.value("share")).isEqualTo(0.1f);
        assertThat(row.value("flag")).isEqualTo("true");
        assertThat(row.value("price")).isEqualTo(new BigDecimal("12.34"));
        assertThat(row.value("wide")).isEqualTo(new BigDecimal("-1.5"));
        assertThat(row.value("tags"))
                .as("a list is no plain column, so that Druid doesn't discover it")
                .isNull();
        assertThat(row.value("old_list")).isEqualTo(List.of(1L, 2L));
        assertThat(row.value("place")).isNull();
    }

    @Test
    void flattensNestedValuesByPath() throws Exception {
        Group group = new SimpleGroupFactory(SCHEMA).newGroup();
        group.addGroup("place").append("city", "Bonn");
        String spec = """
                {"dataSchema": {"dataSource": "x", "parser": {"type": "parquet", "parseSpec": {"format": "parquet",
                  "flattenSpec": {"fields": [{"type": "path", "name": "city", "expr": "$.place.city"}]}}}}}""";
        InputFormatSpec format = IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false)
                .spec()
                .format();

        try (ParquetCursor cursor = cursor(format, write(List.of(group)))) {
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.row().value("city")).isEqualTo("Bonn");
        }
    }

    @Test
    void aPipelineReadsListsAndTimesAsTheyAreMeant() throws Exception {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message row {
                  optional int64 nanos (TIMESTAMP(NANOS,true));
                  optional group tags (LIST) { repeated group list { optional binary element (STRING); } }
                  optional group lists (LIST) { repeated group list {
                    required group item (LIST) { repeated group list { optional int32 item; } } } }
                  optional group places (LIST) { repeated group bag { optional group array_element {
                    optional binary city (STRING); } } }
                }""");
        Group group = new SimpleGroupFactory(schema).newGroup().append("nanos", 978_307_260_123_456_789L);
        group.addGroup("tags").addGroup("list").append("element", "a");
        group.addGroup("lists")
                .addGroup("list")
                .addGroup("item")
                .addGroup("list")
                .append("item", 7);
        group.addGroup("places").addGroup("bag").addGroup("array_element").append("city", "Bonn");
        FlattenSpec flatten = new FlattenSpec(
                true,
                List.of(
                        new FlattenSpec.Field("inner", FlattenSpec.Kind.PATH, "$.lists[0][0]", List.of()),
                        new FlattenSpec.Field("cities", FlattenSpec.Kind.PATH, "$.places[*].city", List.of())),
                Set.of());
        InputFormatSpec format = new InputFormatSpec(
                Kind.PARQUET,
                Optional.empty(),
                StandardCharsets.UTF_8,
                new BinarySpec(false, false, false, ParquetReading.MEANT, Optional.empty()),
                flatten);

        try (ParquetCursor cursor = cursor(format, write(schema, List.of(group)))) {
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.row().fields())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "nanos", 978_307_260_123L, "tags", List.of("a"), "inner", 7L, "cities", List.of("Bonn")));
        }
    }

    @ParameterizedTest
    @EnumSource(ParquetReading.class)
    void aGroupThatRepeatsWhatIsRepeatedItselfKeepsAllOfIt(ParquetReading reading) throws Exception {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message row { optional group lists (LIST) { repeated group array { repeated int32 x; } } }");
        Group group = new SimpleGroupFactory(schema).newGroup();
        Group lists = group.addGroup("lists");
        for (int list : new int[] {0, 10}) {
            lists.addGroup("array").append("x", list + 1).append("x", list + 2);
        }
        FlattenSpec.Field all = new FlattenSpec.Field("all", FlattenSpec.Kind.PATH, "$.lists[*].x[*]", List.of());
        InputFormatSpec format = new InputFormatSpec(
                Kind.PARQUET,
                Optional.empty(),
                StandardCharsets.UTF_8,
                new BinarySpec(false, false, false, reading, Optional.empty()),
                new FlattenSpec(false, List.of(all), Set.of()));

        try (ParquetCursor cursor = cursor(format, write(schema, List.of(group)))) {
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.row().value("all")).isEqualTo(List.of(1L, 2L, 11L, 12L));
        }
    }

    @Test
    void aFlippedByteInAPageIsFound() throws Exception {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            groups.add(new SimpleGroupFactory(SCHEMA)
                    .newGroup()
                    .append("micros", BigInteger.valueOf(31).pow(9).longValue() * i));
        }
        java.nio.file.Path file = write(groups);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 4;
        Files.write(file, bytes);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Parquet file [" + file + "] is damaged or no Parquet: ")
                .hasMessageEndingWith(". Replace the file, or leave it out");
    }

    private static Binary int96(int julianDay, long nanos) {
        return Binary.fromConstantByteArray(ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(nanos)
                .putInt(julianDay)
                .array());
    }

    private java.nio.file.Path write(List<Group> groups) throws IOException {
        return write(SCHEMA, groups);
    }

    private java.nio.file.Path write(MessageType schema, List<Group> groups) throws IOException {
        java.nio.file.Path file = directory.resolve("rows.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new Path(file.toString()))
                .withType(schema)
                .build()) {
            for (Group group : groups) {
                writer.write(group);
            }
        }
        Files.deleteIfExists(directory.resolve(".rows.parquet.crc"));
        return file;
    }

    private static List<Row> read(java.nio.file.Path file) throws Exception {
        String spec = "{\"dataSchema\": {\"dataSource\": \"x\", \"parser\": {\"type\": \"parquet\","
                + " \"parseSpec\": {\"format\": \"parquet\"}}}}";
        InputFormatSpec format = IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false)
                .spec()
                .format();
        List<Row> rows = new ArrayList<>();
        try (ParquetCursor cursor = cursor(format, file)) {
            while (cursor.advance()) {
                rows.add(cursor.row());
            }
        }
        return rows;
    }

    private static ParquetCursor cursor(InputFormatSpec format, java.nio.file.Path file) throws IOException {
        FileSplit split = new FileSplit(new Path(file.toString()), 0, Files.size(file), new String[0]);
        return new ParquetCursor(format, split, new Configuration());
    }
}
