package io.isobar.indexer.hadoop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.UnionColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.hadoop.hive.serde2.io.HiveDecimalWritable;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Writes rows that are given as JSON to Avro, ORC and Parquet files of any schema. */
final class JsonFiles {
    private JsonFiles() {}

    /** Writes a file of the format that its name ends in, in place of one that is there. */
    static void write(Path file, JsonNode schema, JsonNode rows) throws IOException {
        Files.deleteIfExists(file);
        String name = file.toString();
        if (name.endsWith(".avro")) {
            avro(file, new Schema.Parser().parse(schema.toString()), rows);
        } else if (name.endsWith(".orc")) {
            orc(file, TypeDescription.fromString(schema.asText()), rows);
        } else {
            parquet(file, MessageTypeParser.parseMessageType(schema.asText()), rows);
        }
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }

    /** Rows in Avro's own JSON: bytes are texts of Latin-1, a value of a union stands under its type. */
    private static void avro(Path file, Schema schema, JsonNode rows) throws IOException {
        try (var writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, file.toFile());
            for (JsonNode row : rows) {
                writer.append(new GenericDatumReader<GenericRecord>(schema)
                        .read(null, DecoderFactory.get().jsonDecoder(schema, row.toString())));
            }
        }
    }

    /** Rows with all the levels that the schema has. Bytes that are no text are hexadecimal. */
    private static void parquet(Path file, MessageType schema, JsonNode rows) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toString()))
                .withType(schema)
                .build()) {
            for (JsonNode row : rows) {
                writer.write(fill(new SimpleGroup(schema), schema, row));
            }
        }
    }

    private static Group fill(Group group, GroupType type, JsonNode values) {
        for (int i = 0; i < type.getFieldCount(); i++) {
            Type field = type.getType(i);
            JsonNode value = values.path(field.getName());
            if (field.isRepetition(Type.Repetition.REPEATED)) {
                for (JsonNode element : value) {
                    add(group, i, field, element);
                }
            } else if (!value.isMissingNode() && !value.isNull()) {
                add(group, i, field, value);
            }
        }
        return group;
    }

    private static void add(Group group, int at, Type type, JsonNode value) {
        if (!type.isPrimitive()) {
            fill(group.addGroup(at), type.asGroupType(), value);
            return;
        }
        switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> group.add(at, value.asBoolean());
            case INT32 -> group.add(at, value.asInt());
            case INT64 -> group.add(at, value.asLong());
            case FLOAT -> group.add(at, (float) value.asDouble());
            case DOUBLE -> group.add(at, value.asDouble());
            default -> group.add(at, Binary.fromConstantByteArray(bytes(type.asPrimitiveType(), value.asText())));
        }
    }

    private static byte[] bytes(PrimitiveType type, String text) {
        var annotation = type.getLogicalTypeAnnotation();
        boolean isText = annotation instanceof StringLogicalTypeAnnotation
                || annotation instanceof EnumLogicalTypeAnnotation
                || annotation instanceof JsonLogicalTypeAnnotation;
        return isText ? text.getBytes(StandardCharsets.UTF_8) : HexFormat.of().parseHex(text);
    }

    /**
     * Rows as they are: bytes are hexadecimal, times are texts in UTC, a map is a list of pairs, a value of a union follows the
     * number of its type. Compressed so that older readers know it.
     */
    private static void orc(Path file, TypeDescription schema, JsonNode rows) throws IOException {
        try (Writer writer = OrcFile.createWriter(
                new org.apache.hadoop.fs.Path(file.toString()),
                OrcFile.writerOptions(new Configuration())
                        .setSchema(schema)
                        .useUTCTimestamp(true)
                        .compress(CompressionKind.ZLIB))) {
            VectorizedRowBatch batch = schema.createRowBatch();
            for (JsonNode row : rows) {
                int at = batch.size++;
                for (int i = 0; i < batch.cols.length; i++) {
                    String name = schema.getFieldNames().get(i);
                    set(batch.cols[i], at, schema.getChildren().get(i), row.path(name));
                }
            }
            writer.addRowBatch(batch);
        }
    }

    private static void set(ColumnVector column, int at, TypeDescription type, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            column.noNulls = false;
            column.isNull[at] = true;
            return;
        }
        switch (type.getCategory()) {
            case BOOLEAN -> ((LongColumnVector) column).vector[at] = value.asBoolean() ? 1 : 0;
            case BYTE, SHORT, INT, LONG -> ((LongColumnVector) column).vector[at] = value.asLong();
            case DATE ->
                ((LongColumnVector) column).vector[at] =
                        LocalDate.parse(value.asText()).toEpochDay();
            case TIMESTAMP, TIMESTAMP_INSTANT -> setTime((TimestampColumnVector) column, at, value.asText());
            case FLOAT, DOUBLE -> ((DoubleColumnVector) column).vector[at] = value.asDouble();
            case DECIMAL -> ((DecimalColumnVector) column).set(at, new HiveDecimalWritable(value.asText()));
            case STRING, CHAR, VARCHAR ->
                ((BytesColumnVector) column).setVal(at, value.asText().getBytes(StandardCharsets.UTF_8));
            case BINARY ->
                ((BytesColumnVector) column).setVal(at, HexFormat.of().parseHex(value.asText()));
            case LIST -> setList((ListColumnVector) column, at, type, value);
            case MAP -> setMap((MapColumnVector) column, at, type, value);
            case STRUCT -> {
                for (int i = 0; i < type.getChildren().size(); i++) {
                    JsonNode field = value.path(type.getFieldNames().get(i));
                    set(
                            ((StructColumnVector) column).fields[i],
                            at,
                            type.getChildren().get(i),
                            field);
                }
            }
            case UNION -> {
                int tag = value.path(0).asInt();
                ((UnionColumnVector) column).tags[at] = tag;
                set(
                        ((UnionColumnVector) column).fields[tag],
                        at,
                        type.getChildren().get(tag),
                        value.path(1));
            }
            default -> throw new IllegalArgumentException("No values of type [" + type + "] are written");
        }
    }

    private static void setTime(TimestampColumnVector column, int at, String text) {
        column.setIsUTC(true);
        column.set(at, Timestamp.from(Instant.parse(text)));
    }

    private static void setList(ListColumnVector column, int at, TypeDescription type, JsonNode value) {
        int first = column.childCount;
        column.offsets[at] = first;
        column.lengths[at] = value.size();
        column.childCount += value.size();
        column.child.ensureSize(column.childCount, true);
        for (int i = 0; i < value.size(); i++) {
            set(column.child, first + i, type.getChildren().get(0), value.get(i));
        }
    }

    private static void setMap(MapColumnVector column, int at, TypeDescription type, JsonNode pairs) {
        int first = column.childCount;
        column.offsets[at] = first;
        column.lengths[at] = pairs.size();
        column.childCount += pairs.size();
        column.keys.ensureSize(column.childCount, true);
        column.values.ensureSize(column.childCount, true);
        for (int i = 0; i < pairs.size(); i++) {
            set(column.keys, first + i, type.getChildren().get(0), pairs.get(i).get(0));
            set(
                    column.values,
                    first + i,
                    type.getChildren().get(1),
                    pairs.get(i).get(1));
        }
    }
}
