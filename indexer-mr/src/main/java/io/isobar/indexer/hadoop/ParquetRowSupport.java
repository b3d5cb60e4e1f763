package io.isobar.indexer.hadoop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads Parquet records as maps of plain values, lists and maps. */
final class ParquetRowSupport extends ReadSupport<Map<String, @Nullable Object>> {
    private final boolean binaryAsString;
    private final Optional<Set<String>> wanted;

    /** Reads only the columns that are wanted, if it is known which. */
    ParquetRowSupport(boolean binaryAsString, Optional<Set<String>> wanted) {
        this.binaryAsString = binaryAsString;
        this.wanted = wanted;
    }

    @Override
    public ReadContext init(InitContext context) {
        MessageType file = context.getFileSchema();
        List<Type> columns = file.getFields().stream()
                .filter(column -> wanted.isEmpty() || wanted.get().contains(column.getName()))
                .toList();
        // without any column nothing would say how many rows there are
        return new ReadContext(columns.isEmpty() ? file : new MessageType(file.getName(), columns));
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the base class all the same
    public RecordMaterializer<Map<String, @Nullable Object>> prepareForRead(
            Configuration conf, Map<String, String> metadata, MessageType schema, ReadContext context) {
        return new Materializer(context.getRequestedSchema(), binaryAsString);
    }

    private static final class Materializer extends RecordMaterializer<Map<String, @Nullable Object>> {
        private final ParquetConverters.Fields root;
        private Map<String, @Nullable Object> record = new LinkedHashMap<>();

        Materializer(MessageType schema, boolean binaryAsString) {
            root = new ParquetConverters.Fields(schema, binaryAsString, value -> record = value);
        }

        @Override
        public Map<String, @Nullable Object> getCurrentRecord() {
            return record;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}
