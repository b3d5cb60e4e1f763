package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Flattener;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Rows of the stripes of an ORC file that begin in the split. Columns that nothing asks for are not read. */
final class OrcCursor implements RowCursor {
    private final FileSplit split;
    private final Flattener flattener;
    private final OrcValues values;
    private final Reader file;
    private final RecordReader rows;
    private final TypeDescription schema;
    private final boolean[] included;
    private final Set<String> discoverable;
    private final VectorizedRowBatch batch;
    private long batchStart;
    private int at = -1;

    OrcCursor(InputFormatSpec format, FileSplit split, Configuration conf) throws IOException {
        this.split = split;
        this.flattener = new Flattener(format.flatten());
        this.values = new OrcValues(format.binary().bytesAreText());
        Reader opened = null;
        try {
            opened = OrcFile.createReader(
                    split.getPath(), OrcFile.readerOptions(conf).useUTCTimestamp(true));
            this.file = opened;
            this.schema = file.getSchema();
            if (schema.getCategory() != TypeDescription.Category.STRUCT) {
                throw new IOException("it holds values of type [" + schema + "], and rows are structs");
            }
            this.included = included();
            this.discoverable = OrcValues.discoverable(schema);
            this.batch = schema.createRowBatch();
            this.rows = file.rows(
                    file.options().range(split.getStart(), split.getLength()).include(included));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            if (opened != null) {
                opened.close();
            }
            throw damaged(e);
        }
    }

    private boolean[] included() {
        boolean[] columns = new boolean[schema.getMaximumId() + 1];
        columns[schema.getId()] = true;
        List<String> names = schema.getFieldNames();
        for (int i = 0; i < names.size(); i++) {
            TypeDescription column = schema.getChildren().get(i);
            String name = names.get(i);
            boolean wanted =
                    flattener.roots().map(roots -> roots.contains(name)).orElse(true);
            Arrays.fill(columns, column.getId(), column.getMaximumId() + 1, wanted);
        }
        return columns;
    }

    @Override
    public boolean advance() throws IOException {
        try {
            at++;
            while (at >= batch.size) {
                batchStart = rows.getRowNumber();
                if (!rows.nextBatch(batch)) {
                    return false;
                }
                at = 0;
            }
            return true;
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            // the last two: a codec that isn't here, and a damaged length that asks for more memory than there is
            throw damaged(e);
        }
    }

    @Override
    public Row row() throws BadRowException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        List<String> names = schema.getFieldNames();
        for (int i = 0; i < names.size(); i++) {
            TypeDescription column = schema.getChildren().get(i);
            if (included[column.getId()]) {
                fields.put(names.get(i), values.plain(column, batch.cols[i], at));
            }
        }
        return flattener.flatten(fields, discoverable::contains);
    }

    @Override
    public RowPosition position() {
        return RowPosition.of(split.getPath().toString(), "row", batchStart + at + 1);
    }

    @Override
    public float progress() throws IOException {
        return rows.getProgress();
    }

    @Override
    public void close() throws IOException {
        rows.close();
        file.close();
    }

    private IOException damaged(Throwable problem) {
        return DamagedFile.of("ORC", split.getPath(), problem);
    }
}
