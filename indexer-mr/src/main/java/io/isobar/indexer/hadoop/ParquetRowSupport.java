package io.isobar.indexer.hadoop;

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
    private final ParquetView view;
    private final Optional<Set<String>> wanted;
    private Set<String> discoverable = Set.of();

    /** Reads only the columns that are wanted, if it is known which. */
    ParquetRowSupport(ParquetView view, Optional<Set<String>> wanted) {
        this.view = view;
        this.wanted = wanted;
    }

    /** The fields of the file that is read which a row has without being told. */
    Set<String> discoverable() {
        return discoverable;
    }

    @Override
    public ReadContext init(InitContext context) {
        MessageType file = context.getFileSchema();
        discoverable = view.discoverable(file);
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
        return new Materializer(context.getRequestedSchema(), view);
    }

    private static final class Materializer extends RecordMaterializer<Map<String, @Nullable Object>> {
        private final GroupConverter root;
        private Map<String, @Nullable Object> record = Map.of();

        Materializer(MessageType schema, ParquetView view) {
            root = new ParquetConverters(view).records(schema, value -> record = value);
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
