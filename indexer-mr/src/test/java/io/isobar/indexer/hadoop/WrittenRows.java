package io.isobar.indexer.hadoop;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** Writes the same rows in every format: a time, a text, a whole number, a real one, and a list of texts. */
final class WrittenRows {
    /**
     * A row.
     *
     * @param text may be null, and is never empty
     */
    record Written(
            long time, @Nullable String text, @Nullable Long whole, double real, List<String> tags) {}

    private WrittenRows() {}

    /** Text, compressed as the name says. */
    static void lines(Path file, List<String> lines) throws IOException {
        var codec = new CompressionCodecFactory(new Configuration())
                .getCodec(new org.apache.hadoop.fs.Path(file.toString()));
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream text = file.toString().endsWith(".zst")
                        ? new ZstdOutputStream(bytes)
                        : codec == null ? bytes : codec.createOutputStream(bytes)) {
            text.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    static void avro(Path file, List<Written> rows, CodecFactory codec) throws IOException {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Row", "fields": [
                  {"name": "t", "type": "long"}, {"name": "s", "type": ["null", "string"]},
                  {"name": "n", "type": ["null", "long"]}, {"name": "d", "type": "double"},
                  {"name": "tags", "type": {"type": "array", "items": "string"}}]}""");
        try (var writer = new DataFileWriter<GenericData.Record>(new GenericDatumWriter<>(schema)).setCodec(codec)) {
            writer.setSyncInterval(1_000);
            writer.create(schema, file.toFile());
            for (Written row : rows) {
                GenericData.Record record = new GenericData.Record(schema);
                record.put("t", row.time());
                record.put("s", row.text());
                record.put("n", row.whole());
                record.put("d", row.real());
                record.put("tags", row.tags());
                writer.append(record);
            }
        }
    }

    static void orc(Path file, List<Written> rows, CompressionKind kind) throws IOException {
        TypeDescription schema =
                TypeDescription.fromString("struct<t:bigint,s:string,n:bigint,d:double,tags:array<string>>");
        try (Writer writer = OrcFile.createWriter(
                new org.apache.hadoop.fs.Path(file.toString()),
                OrcFile.writerOptions(new Configuration())
                        .setSchema(schema)
                        .compress(kind)
                        .stripeSize(10_000))) {
            VectorizedRowBatch batch = schema.createRowBatch();
            for (Written row : rows) {
                int at = batch.size++;
                ((LongColumnVector) batch.cols[0]).vector[at] = row.time();
                if (row.text() == null) {
                    batch.cols[1].noNulls = false;
                    batch.cols[1].isNull[at] = true;
                } else {
                    ((BytesColumnVector) batch.cols[1]).setVal(at, row.text().getBytes(StandardCharsets.UTF_8));
                }
                if (row.whole() == null) {
                    batch.cols[2].noNulls = false;
                    batch.cols[2].isNull[at] = true;
                } else {
                    ((LongColumnVector) batch.cols[2]).vector[at] = row.whole();
                }
                ((DoubleColumnVector) batch.cols[3]).vector[at] = row.real();
                ListColumnVector tags = (ListColumnVector) batch.cols[4];
                tags.offsets[at] = tags.childCount;
                tags.lengths[at] = row.tags().size();
                tags.childCount += row.tags().size();
                tags.child.ensureSize(tags.childCount, true);
                for (int i = 0; i < row.tags().size(); i++) {
                    ((BytesColumnVector) tags.child)
                            .setVal(
                                    (int) tags.offsets[at] + i,
                                    row.tags().get(i).getBytes(StandardCharsets.UTF_8));
                }
                if (batch.size == batch.getMaxSize()) {
                    writer.addRowBatch(batch);
                    batch.reset();
                }
            }
            writer.addRowBatch(batch);
        }
    }

    static void parquet(Path file, List<Written> rows, CompressionCodecName codec) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message row { required int64 t; optional binary s (STRING); optional int64 n; required double d;
                  optional group tags (LIST) { repeated group list { optional binary element (STRING); } } }""");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toString()))
                .withType(schema)
                .withCompressionCodec(codec)
                .withRowGroupSize(10_000L)
                .build()) {
            for (Written row : rows) {
                Group group = new SimpleGroupFactory(schema).newGroup().append("t", row.time());
                if (row.text() != null) {
                    group.append("s", row.text());
                }
                if (row.whole() != null) {
                    group.append("n", row.whole());
                }
                group.append("d", row.real());
                Group tags = group.addGroup("tags");
                row.tags().forEach(tag -> tags.addGroup("list").append("element", tag));
                writer.write(group);
            }
        }
    }
}
