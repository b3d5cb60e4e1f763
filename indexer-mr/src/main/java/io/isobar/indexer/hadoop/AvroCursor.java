package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Flattener;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.jspecify.annotations.Nullable;

/** Records of the blocks of an Avro container file that begin in the split. */
final class AvroCursor implements RowCursor {
    /** Druid's names for the schema to read by: in JSON, or the file that has it. */
    private static final String SCHEMA = "avro.schema.input.value";

    private static final String SCHEMA_FILE = "avro.schema.input.value.path";

    private final FileSplit split;
    private final boolean schemaIsGiven;
    private final Flattener flattener;
    private final DataFileReader<GenericRecord> reader;
    private final AvroValues values;
    private final Set<String> discoverable;
    private @Nullable GenericRecord record;
    private long number;

    AvroCursor(InputFormatSpec format, FileSplit split, Configuration conf) throws IOException {
        this.split = split;
        this.flattener = new Flattener(format.flatten(), AvroValues::finished);
        this.values = new AvroValues(format.binary());
        Optional<Schema> wanted = schema(format, conf);
        this.schemaIsGiven = wanted.isPresent();
        AvroBytes bytes = new AvroBytes(split.getPath(), conf);
        try {
            GenericDatumReader<GenericRecord> records = new GenericDatumReader<>();
            wanted.ifPresent(records::setExpected);
            this.reader = new DataFileReader<>(bytes, records);
            Schema schema = wanted.orElse(reader.getSchema());
            if (schema.getType() != Schema.Type.RECORD) {
                throw new IOException("it holds values of type [" + schema.getType() + "], and rows are records");
            }
            this.discoverable = AvroValues.discoverable(schema);
            reader.sync(split.getStart());
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            bytes.close();
            throw damaged(e);
        }
    }

    private static Optional<Schema> schema(InputFormatSpec format, Configuration conf) throws IOException {
        String inSpec = format.binary().schema().orElse(conf.getRaw(SCHEMA));
        String file = conf.get(SCHEMA_FILE);
        try {
            if (inSpec != null) {
                return Optional.of(new Schema.Parser().parse(inSpec));
            }
            if (file != null) {
                Path path = new Path(file);
                try (InputStream in =
                        NamedFileSystem.of(path, conf, "Avro schema").open(path)) {
                    return Optional.of(
                            new Schema.Parser().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
            return Optional.empty();
        } catch (AvroRuntimeException e) {
            throw new IOException(
                    "The Avro schema in [%s] can't be read: %s"
                            .formatted(inSpec != null ? SCHEMA + ", or inputFormat.schema" : file, e.getMessage()),
                    e);
        }
    }

    @Override
    public boolean advance() throws IOException {
        try {
            if (!reader.hasNext() || reader.pastSync(split.getStart() + split.getLength())) {
                return false;
            }
            record = reader.next(record);
            number++;
            return true;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            // the last two: a codec that isn't here, and a damaged length that asks for more memory than there is
            throw damaged(e);
        }
    }

    @Override
    public Row row() throws BadRowException {
        if (record == null) {
            throw new IllegalStateException("There is no row before the first step");
        }
        return flattener.flatten(values.fields(record, flattener.roots()), discoverable::contains);
    }

    /** Blocks don't say how many rows are before them, so rows are counted from where the split begins. */
    @Override
    public RowPosition position() {
        String unit = split.getStart() == 0 ? "row" : "row after byte " + split.getStart() + ":";
        return RowPosition.of(split.getPath().toString(), unit, number);
    }

    @Override
    public float progress() throws IOException {
        long behind = reader.tell() - split.getStart();
        return split.getLength() == 0 ? 1 : Math.max(0f, Math.min(1f, behind / (float) split.getLength()));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private IOException damaged(Throwable problem) {
        if (schemaIsGiven && problem instanceof AvroTypeException) {
            return new IOException(
                    "Avro file [%s] can't be read by the schema in [%s], [%s] or inputFormat.schema: %s. Make the schema fit the file; a field that the file lacks needs a default"
                            .formatted(split.getPath(), SCHEMA, SCHEMA_FILE, problem.getMessage()),
                    problem);
        }
        return DamagedFile.of("Avro", split.getPath(), problem);
    }
}
