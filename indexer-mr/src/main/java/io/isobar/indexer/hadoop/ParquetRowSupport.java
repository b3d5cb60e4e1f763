package io.isobar.indexer.hadoop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads Parquet records as maps of plain values, lists and maps. */
final class ParquetRowSupport extends ReadSupport<Map<String, @Nullable Object>> {
    private final boolean binaryAsString;

    ParquetRowSupport(boolean binaryAsString) {
        this.binaryAsString = binaryAsString;
    }

    @Override
    public ReadContext init(InitContext context) {
        return new ReadContext(context.getFileSchema());
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the base class all the same
    public RecordMaterializer<Map<String, @Nullable Object>> prepareForRead(
            Configuration conf, Map<String, String> metadata, MessageType schema, ReadContext context) {
        return new Materializer(schema, binaryAsString);
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
