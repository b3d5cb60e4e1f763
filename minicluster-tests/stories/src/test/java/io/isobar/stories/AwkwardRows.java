package io.isobar.stories;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the kind that goes wrong, written to files of every format.
 *
 * <p>Two days of many rows in Los Angeles, of which the second has 23 hours; a day without any; a day of one row; and some rows
 * outside. Texts that are missing, empty, not ASCII, or very long; no value, one, or several, of which one is empty.
 */
final class AwkwardRows {
    /** Written by a format that has no other way to tell empty text from none. */
    static final String EMPTY = "(empty)";

    private static final int ROWS = 240;
    private static final int VERY_LONG = 40_000;
    private static final long FIRST_DAY = 986_025_600_000L; // 2001-03-31T00:00 in Los Angeles
    private static final int TWO_DAYS = 47 * 3_600_000;
    private static final long LONELY = FIRST_DAY + TWO_DAYS + 30 * 3_600_000L;

    private static final List<String> TEXTS = List.of(
            "a",
            "A",
            "é, \"😀\"",
            "\uE000",
            "日本",
            " padded ",
            "null",
            "x".repeat(VERY_LONG),
            "x".repeat(VERY_LONG) + "y");

    private final List<AwkwardRow> rows = new ArrayList<>();

    private record AwkwardRow(
            long time, @Nullable String text, @Nullable Long whole, double real, List<String> tags) {}

    private AwkwardRows(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROWS; i++) {
            rows.add(row(FIRST_DAY + random.nextInt(TWO_DAYS), random));
        }
        rows.add(row(LONELY, random));
        rows.add(row(FIRST_DAY - 1, random));
        rows.add(row(FIRST_DAY + 10 * 86_400_000L, random));
    }

    private static AwkwardRow row(long time, Random random) {
        List<String> tags = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            tags.add(List.of("t1", "t2", "ü").get(random.nextInt(3)));
        }
        if (tags.size() == 3) {
            tags.set(random.nextInt(3), "");
        }
        String text = random.nextInt(8) == 0 ? "" : TEXTS.get(random.nextInt(TEXTS.size()));
        return new AwkwardRow(time, random.nextInt(6) == 0 ? null : text, whole(random), random.nextDouble(), tags);
    }

    private static @Nullable Long whole(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> random.nextLong() >> random.nextInt(64);
            default -> (long) random.nextInt(3);
        };
    }

    /** Writes {@code rows.json} and the others into a directory. */
    static void write(Path directory, long seed) throws IOException {
        AwkwardRows all = new AwkwardRows(seed);
        Files.createDirectories(directory);
        all.lines(directory.resolve("rows.json"), AwkwardRows::json);
        all.lines(directory.resolve("rows.csv"), row -> delimited(row, ",", quoted(row.text())));
        all.lines(directory.resolve("rows.tsv"), row -> delimited(row, "\t", marked(row.text())));
        all.lines(
                directory.resolve("rows.txt"),
                row -> delimited(row, "\t", row.text() == null ? "-" : "=" + row.text()));
        all.avro(directory.resolve("rows.avro"));
        all.orc(directory.resolve("rows.orc"));
        all.parquet(directory.resolve("rows.parquet"));
    }

    private void lines(Path file, Function<AwkwardRow, String> line) throws IOException {
        Files.write(file, rows.stream().map(line).toList());
    }

    private static String json(AwkwardRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("t", row.time());
        if (row.text() != null) {
            json.put("s", row.text());
        }
        json.put("n", row.whole()).put("d", row.real());
        if (!row.tags().isEmpty()) {
            row.tags().forEach(json.putArray("tags")::add);
        }
        return json.toString();
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "" : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String marked(@Nullable String text) {
        return text == null ? "" : text.isEmpty() ? EMPTY : text;
    }

    private static String delimited(AwkwardRow row, String delimiter, String text) {
        return String.join(
                delimiter,
                String.valueOf(row.time()),
                text,
                row.whole() == null ? "" : row.whole().toString(),
                String.valueOf(row.real()),
                String.join(";", row.tags()));
    }

    private void avro(Path file) throws IOException {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Row", "fields": [
                  {"name": "t", "type": "long"}, {"name": "s", "type": ["null", "string"]},
                  {"name": "n", "type": ["null", "long"]}, {"name": "d", "type": "double"},
                  {"name": "tags", "type": ["null", {"type": "array", "items": "string"}]}]}""");
        try (var writer = new DataFileWriter<GenericData.Record>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, file.toFile());
            for (AwkwardRow row : rows) {
                GenericData.Record record = new GenericData.Record(schema);
                record.put("t", row.time());
                record.put("s", row.text());
                record.put("n", row.whole());
                record.put("d", row.real());
                record.put("tags", row.tags().isEmpty() ? null : row.tags());
                writer.append(record);
            }
        }
    }

    private void parquet(Path file) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message row { required int64 t; optional binary s (STRING); optional int64 n; required double d;
                  optional group tags (LIST) { repeated group list { optional binary element (STRING); } } }""");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(schema)
                .build()) {
            for (AwkwardRow row : rows) {
                Group group = new SimpleGroupFactory(schema).newGroup().append("t", row.time());
                if (row.text() != null) {
                    group.append("s", row.text());
                }
                if (row.whole() != null) {
                    group.append("n", row.whole());
                }
                group.append("d", row.real());
                if (!row.tags().isEmpty()) {
                    Group tags = group.addGroup("tags");
                    row.tags().forEach(tag -> tags.addGroup("list").append("element", tag));
                }
                writer.write(group);
            }
        }
    }

    private void orc(Path file) throws IOException {
        TypeDescription schema =
                TypeDescription.fromString("struct<t:bigint,s:string,n:bigint,d:double,tags:array<string>>");
        try (Writer writer = OrcFile.createWriter(
                new org.apache.hadoop.fs.Path(file.toUri()),
                OrcFile.writerOptions(new Configuration()).setSchema(schema))) {
            VectorizedRowBatch batch = schema.createRowBatch(rows.size());
            for (AwkwardRow row : rows) {
                int at = batch.size++;
                ((LongColumnVector) batch.cols[0]).vector[at] = row.time();
                if (row.text() == null) {
                    setNull(batch.cols[1], at);
                } else {
                    set((BytesColumnVector) batch.cols[1], at, row.text());
                }
                if (row.whole() == null) {
                    setNull(batch.cols[2], at);
                } else {
                    ((LongColumnVector) batch.cols[2]).vector[at] = row.whole();
                }
                ((DoubleColumnVector) batch.cols[3]).vector[at] = row.real();
                ListColumnVector tags = (ListColumnVector) batch.cols[4];
                if (row.tags().isEmpty()) {
                    setNull(tags, at);
                }
                tags.offsets[at] = tags.childCount;
                tags.lengths[at] = row.tags().size();
                tags.childCount += row.tags().size();
                tags.child.ensureSize(tags.childCount, true);
                for (int i = 0; i < row.tags().size(); i++) {
                    set(
                            (BytesColumnVector) tags.child,
                            (int) tags.offsets[at] + i,
                            row.tags().get(i));
                }
            }
            writer.addRowBatch(batch);
        }
    }

    private static void setNull(ColumnVector column, int at) {
        column.noNulls = false;
        column.isNull[at] = true;
    }

    private static void set(BytesColumnVector column, int at, String text) {
        column.setVal(at, text.getBytes(StandardCharsets.UTF_8));
    }
}
