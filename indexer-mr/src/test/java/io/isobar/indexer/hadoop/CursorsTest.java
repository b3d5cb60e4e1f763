package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.hadoop.WrittenRows.Written;
import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.WrappedValue;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.hadoop.hive.serde2.io.HiveDecimalWritable;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the readers of each format make of values, of parts of files, and of bytes that are damaged. */
class CursorsTest {
    private static final int ROWS = 600;

    @TempDir
    Path directory;

    private final Configuration conf = new Configuration();

    @ParameterizedTest
    @ValueSource(strings = {"json", "json.bz2", "avro", "orc", "parquet"})
    void eachRowIsInExactlyOnePartOfAFile(String extension) throws Exception {
        Path file = write(extension);
        long length = Files.size(file);
        for (long part : List.of(length, length / 3 + 1, 997L)) {
            List<Long> times = new ArrayList<>();
            for (long start = 0; start < length; start += part) {
                for (Row row : read(file, format(extension), start, Math.min(part, length - start))) {
                    times.add((Long) row.value("t"));
                }
            }
            assertThat(times)
                    .as("parts of " + part)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, ROWS).boxed().toList());
        }
    }

    /** Avro and ORC have no checksums of their own: a flipped bit in a value may go unseen, but never badly. */
    @ParameterizedTest
    @ValueSource(strings = {"json.gz", "json.bz2", "json.zst", "json.snappy", "json.lz4", "avro", "orc", "parquet"})
    @Timeout(120)
    void damagedBytesGiveOneErrorThatNamesTheFile(String extension) throws Exception {
        Path file = write(extension);
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(extension.hashCode());
        int refused = 0;
        for (int i = 0; i < 90; i++) {
            byte[] bytes = sound.clone();
            if (i % 2 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            Files.write(file, bytes);
            try {
                read(file, format(extension), 0, bytes.length);
            } catch (IOException e) {
                refused++;
                assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("is damaged or no ");
            }
        }
        // 45 are cut off; of Avro's, some between two blocks
        assertThat(refused).isGreaterThanOrEqualTo(extension.equals("avro") ? 30 : 44);
    }

    @Test
    void aFileOfAnotherFormatIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("rows"), "this is text, and not little of it");

        for (String format : List.of("Avro", "ORC", "Parquet")) {
            assertThatThrownBy(() -> read(file, format(format.toLowerCase(Locale.ROOT)), 0, 34))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(format + " file [" + file + "] is damaged or no " + format + ": ")
                    .hasMessageEndingWith(". Replace the file, or leave it out");
        }
    }

    @Test
    void avroValuesBecomeThoseOfRows() throws Exception {
        Row row = avro("{\"type\": \"avro_ocf\", \"flattenSpec\": {\"fields\": ["
                + "{\"type\": \"path\", \"name\": \"city\", \"expr\": \"$.place.city\"},"
                + "{\"type\": \"path\", \"name\": \"key\", \"expr\": \"$.map.k\"},"
                + "{\"type\": \"path\", \"name\": \"flag\", \"expr\": \"$.yes\"},"
                + "{\"type\": \"jq\", \"name\": \"cities\", \"expr\": \".places | map(.city)\"}]}}");

        assertThat(row.fields().keySet())
                .containsExactlyInAnyOrder("i", "bytes", "price", "kind", "list", "city", "key", "flag", "cities");
        assertThat(row.value("i")).isEqualTo(7L);
        assertThat(row.value("bytes")).isEqualTo(new byte[] {'a', 'b'});
        assertThat(row.value("price")).isEqualTo(12.34);
        assertThat(row.value("kind")).isEqualTo("RED");
        assertThat(row.value("list")).isEqualTo(List.of("x", "y"));
        assertThat(row.value("city")).isEqualTo("Bonn");
        assertThat(row.value("key")).isEqualTo(5L);
        assertThat(row.value("flag")).isEqualTo("true");
        assertThat(row.value("cities")).isEqualTo(List.of("Bonn", "Köln"));
    }

    @Test
    void avroUnionsAreSeenByTypeWhereTheSpecAsksForIt() throws Exception {
        String fields = "\"flattenSpec\": {\"fields\": [\"either\","
                + "{\"type\": \"path\", \"name\": \"long\", \"expr\": \"$.either.long\"},"
                + "{\"type\": \"path\", \"name\": \"text\", \"expr\": \"$.either.string\"}]}";

        Row byType = avro("{\"type\": \"avro_ocf\", \"extractUnionsByType\": true, " + fields + "}");

        assertThat(byType.value("either")).isEqualTo(9L);
        assertThat(byType.value("long")).isEqualTo(9L);
        assertThat(byType.value("text")).isNull();
        assertThat(avro("{\"type\": \"avro_ocf\", " + fields + "}").value("long"))
                .isNull();
    }

    @Test
    void anAvroUnionThatHoldsAListIsThatListWithoutNulls() {
        assertThat(AvroValues.finished(new WrappedValue("array", Arrays.asList(1L, null, 2L))))
                .isEqualTo(List.of(1L, 2L));
    }

    @Test
    void avroBytesMayBeTextAndListsMayBeBagsOfPig() throws Exception {
        assertThat(avro("{\"type\": \"avro_ocf\", \"binaryAsString\": true}").value("bytes"))
                .isEqualTo("ab");
        InputFormatSpec pig =
                spec("\"parser\": {\"type\": \"avro_hadoop\", \"fromPigAvroStorage\": true, \"parseSpec\":"
                        + " {\"format\": \"avro\", \"dimensionsSpec\": {\"dimensions\": [\"places\"]}}}");
        assertThat(read(avroFile(), pig).get(0).value("places")).isEqualTo(List.of("Bonn", "Köln"));
    }

    @Test
    void avroIsReadByTheSchemaOfTheJobProperties() throws Exception {
        String schema = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"i\", \"type\": \"double\"},"
                + " {\"name\": \"later\", \"type\": \"string\", \"default\": \"none\"}]}";
        Path file = avroFile();
        conf.set("avro.schema.input.value", schema);

        assertThat(read(file, format("avro")).get(0).fields())
                .containsExactlyInAnyOrderEntriesOf(Map.of("i", 7.0, "later", "none"));

        conf.unset("avro.schema.input.value");
        conf.set(
                "avro.schema.input.value.path",
                Files.writeString(directory.resolve("r.avsc"), schema).toString());
        assertThat(read(file, format("avro")).get(0).value("later")).isEqualTo("none");

        conf.set("avro.schema.input.value", schema.replace(", \"default\": \"none\"", ""));
        assertThatThrownBy(() -> read(file, format("avro")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Avro file [")
                .hasMessageContaining("can't be read by the schema in [avro.schema.input.value]")
                .hasMessageContaining("later")
                .hasMessageEndingWith("a field that the file lacks needs a default");

        conf.set("avro.schema.input.value", "{\"type\": \"record\"}");
        assertThatThrownBy(() -> read(file, format("avro")))
                .hasMessageStartingWith(
                        "The Avro schema in [avro.schema.input.value, or inputFormat.schema] can't be read");
    }

    @Test
    void orcValuesBecomeThoseOfRows() throws Exception {
        Path file = directory.resolve("types.orc");
        TypeDescription schema = TypeDescription.fromString("struct<day:date,at:timestamp,price:decimal(10,2),"
                + "ratio:float,yes:boolean,raw:binary,place:struct<city:string>,numbers:array<int>,none:string>");
        try (Writer writer = OrcFile.createWriter(
                new org.apache.hadoop.fs.Path(file.toString()),
                OrcFile.writerOptions(conf).setSchema(schema).useUTCTimestamp(true))) {
            VectorizedRowBatch batch = schema.createRowBatch();
            batch.size = 1;
            ((LongColumnVector) batch.cols[0]).vector[0] = 11_323;
            TimestampColumnVector at = (TimestampColumnVector) batch.cols[1];
            at.setIsUTC(true);
            at.time[0] = 978_307_260_123L;
            at.nanos[0] = 123_000_000;
            ((DecimalColumnVector) batch.cols[2]).set(0, new HiveDecimalWritable("12.34"));
            ((DoubleColumnVector) batch.cols[3]).vector[0] = 0.1f;
            ((LongColumnVector) batch.cols[4]).vector[0] = 1;
            ((BytesColumnVector) batch.cols[5]).setVal(0, new byte[] {1, 2});
            ((BytesColumnVector) ((StructColumnVector) batch.cols[6]).fields[0])
                    .setVal(0, "Bonn".getBytes(StandardCharsets.UTF_8));
            ListColumnVector numbers = (ListColumnVector) batch.cols[7];
            numbers.lengths[0] = 2;
            numbers.childCount = 2;
            ((LongColumnVector) numbers.child).vector[0] = 4;
            numbers.child.noNulls = false;
            numbers.child.isNull[1] = true;
            batch.cols[8].noNulls = false;
            batch.cols[8].isNull[0] = true;
            writer.addRowBatch(batch);
        }

        Row row = read(
                        file,
                        spec(
                                "\"parser\": {\"type\": \"orc\", \"parseSpec\": {\"format\": \"orc\", \"flattenSpec\":"
                                        + " {\"fields\": [{\"type\": \"path\", \"name\": \"city\", \"expr\": \"$.place.city\"}]}}}"))
                .get(0);

        assertThat(row.value("day")).isEqualTo("2001-01-01T00:00:00.000Z");
        assertThat(row.value("at")).isEqualTo(978_307_260_123L);
        assertThat(row.value("price")).isEqualTo(12.34);
        assertThat(row.value("ratio")).isEqualTo(0.1f);
        assertThat(row.value("yes")).isEqualTo("true");
        assertThat(row.value("raw")).isEqualTo(new byte[] {1, 2});
        assertThat(row.value("city")).isEqualTo("Bonn");
        assertThat(row.value("place")).isNull();
        assertThat(row.value("numbers")).isEqualTo(Arrays.asList(4L, null));
        assertThat(row.fields()).doesNotContainKey("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"avro", "orc", "parquet"})
    void onlyTheColumnsThatTheSpecAsksForAreRead(String extension) throws Exception {
        InputFormatSpec listed = spec(
                "\"timestampSpec\": {\"column\": \"t\"}, \"dimensionsSpec\": {\"dimensions\":" + " [\"tags\"]}",
                "{\"type\": \"%s\"}".formatted(extension.equals("avro") ? "avro_ocf" : extension));

        assertThat(read(write(extension), listed).get(5).fields().keySet()).containsExactlyInAnyOrder("t", "tags");
    }

    private Row avro(String inputFormat) throws Exception {
        return read(avroFile(), spec("\"dimensionsSpec\": {}", inputFormat)).get(0);
    }

    private Path avroFile() throws IOException {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "R", "fields": [
                  {"name": "i", "type": "int"}, {"name": "bytes", "type": "bytes"},
                  {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                  {"name": "yes", "type": "boolean"},
                  {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["RED"]}},
                  {"name": "list", "type": ["null", {"type": "array", "items": "string"}]},
                  {"name": "map", "type": {"type": "map", "values": "long"}},
                  {"name": "place", "type": {"type": "record", "name": "Place", "fields": [
                    {"name": "city", "type": "string"}]}},
                  {"name": "places", "type": {"type": "array", "items": "Place"}},
                  {"name": "either", "type": ["null", "string", "long"]}]}""");
        Schema place = schema.getField("place").schema();
        GenericData.Record bonn = new GenericData.Record(place);
        bonn.put("city", "Bonn");
        GenericData.Record koeln = new GenericData.Record(place);
        koeln.put("city", "Köln");
        GenericData.Record record = new GenericData.Record(schema);
        record.put("i", 7);
        record.put("bytes", ByteBuffer.wrap(new byte[] {'a', 'b'}));
        record.put(
                "price", ByteBuffer.wrap(new BigDecimal("12.34").unscaledValue().toByteArray()));
        record.put("yes", true);
        record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "RED"));
        record.put("list", List.of("x", "y"));
        record.put("map", Map.of("k", 5L));
        record.put("place", bonn);
        record.put("places", List.of(bonn, koeln));
        record.put("either", 9L);
        Path file = directory.resolve("types.avro");
        try (var writer = new DataFileWriter<GenericData.Record>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, file.toFile());
            writer.append(record);
        }
        return file;
    }

    private Path write(String extension) throws IOException {
        Random random = new Random(3);
        List<Written> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(new Written(i, "text " + random.nextLong(), random.nextLong(), random.nextDouble(), List.of("a")));
        }
        Path file = directory.resolve("rows." + extension);
        switch (extension) {
            case "avro" -> WrittenRows.avro(file, rows, CodecFactory.deflateCodec(1));
            case "orc" -> WrittenRows.orc(file, rows, CompressionKind.ZLIB);
            case "parquet" -> WrittenRows.parquet(file, rows, CompressionCodecName.SNAPPY);
            default ->
                WrittenRows.lines(
                        file,
                        rows.stream()
                                .map(row -> "{\"t\":%d,\"s\":\"%s\"}".formatted(row.time(), row.text()))
                                .toList());
        }
        Files.deleteIfExists(directory.resolve(".rows." + extension + ".crc"));
        return file;
    }

    private static InputFormatSpec format(String extension) {
        String type = extension.startsWith("json") ? "json" : extension.equals("avro") ? "avro_ocf" : extension;
        return spec("\"dimensionsSpec\": {}", "{\"type\": \"" + type + "\"}");
    }

    private static InputFormatSpec spec(String schema, String inputFormat) {
        return parse("{\"dataSchema\": {\"dataSource\": \"x\", %s}, \"ioConfig\": {\"inputFormat\": %s}}"
                .formatted(schema, inputFormat));
    }

    private static InputFormatSpec spec(String schema) {
        return parse("{\"dataSchema\": {\"dataSource\": \"x\", %s}}".formatted(schema));
    }

    private static InputFormatSpec parse(String spec) {
        return IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false)
                .spec()
                .format();
    }

    private List<Row> read(Path file, InputFormatSpec format) throws IOException {
        return read(file, format, 0, Files.size(file));
    }

    private List<Row> read(Path file, InputFormatSpec format, long start, long length) throws IOException {
        FileSplit part = new FileSplit(new org.apache.hadoop.fs.Path(file.toString()), start, length, new String[0]);
        List<Row> rows = new ArrayList<>();
        try (RowCursor cursor =
                DatasetInputFormat.open(format, part, new TaskAttemptContextImpl(conf, new TaskAttemptID()))) {
            while (cursor.advance()) {
                try {
                    rows.add(cursor.row());
                } catch (BadRowException e) {
                    assertThat(e.at(cursor.position()).message()).contains(file.toString());
                }
            }
        }
        return rows;
    }
}
