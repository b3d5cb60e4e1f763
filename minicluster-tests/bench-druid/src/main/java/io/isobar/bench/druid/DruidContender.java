package io.isobar.bench.druid;

import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.bench.Contender;
import io.isobar.bench.ContenderProcess;
import io.isobar.bench.RowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.druid.data.input.impl.DimensionSchema;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.data.input.impl.StringDimensionSchema;
import org.apache.druid.guice.BuiltInTypesModule;
import org.apache.druid.jackson.AggregatorsModule;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.java.util.common.granularity.Granularity;
import org.apache.druid.math.expr.ExprMacroTable;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.segment.IndexIO;
import org.apache.druid.segment.IndexMerger;
import org.apache.druid.segment.IndexMergerV9;
import org.apache.druid.segment.IndexSpec;
import org.apache.druid.segment.QueryableIndex;
import org.apache.druid.segment.column.ColumnConfig;
import org.apache.druid.segment.incremental.IncrementalIndex;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;
import org.apache.druid.segment.writeout.TmpFileSegmentWriteOutMediumFactory;
import org.joda.time.Interval;

/**
 * Apache Druid's library, to be timed, used as Druid's own tasks use it: rows go into an index in memory, which is
 * persisted at a million rows or at a sixth of the heap, whichever comes first; what was persisted is merged. If
 * everything fits into one index, persisting it is all.
 */
final class DruidContender implements Contender {
    private static final int MAX_ROWS_IN_MEMORY = 1_000_000;
    private static final int HEAP_SHARE = 6;

    private final ObjectMapper json;
    private final IndexIO indexes;
    private final IndexMergerV9 merger;

    private DruidContender() {
        json = new DefaultObjectMapper();
        json.setInjectableValues(new InjectableValues.Std()
                .addValue(ExprMacroTable.class, ExprMacroTable.nil())
                .addValue(ObjectMapper.class, json));
        AggregatorsModule.registerComplexMetricsAndSerde();
        BuiltInTypesModule.registerHandlersAndSerde();
        new BuiltInTypesModule().getJacksonModules().forEach(json::registerModule);
        json.registerModule(new AggregatorsModule());
        indexes = new IndexIO(json, ColumnConfig.DEFAULT);
        merger = new IndexMergerV9(json, indexes, TmpFileSegmentWriteOutMediumFactory.instance());
    }

    /** Does what standard input says. */
    public static void main(String... args) throws IOException {
        ContenderProcess.serve(new DruidContender());
    }

    @Override
    public void build(RowTable rows, int from, int to, String spec, String indexSpec, Path scratch, Path out)
            throws IOException {
        Shape shape = shape(spec);
        IndexSpec encoding = json.readValue(indexSpec, IndexSpec.class);
        List<Path> persisted = new ArrayList<>();
        IncrementalIndex index = shape.index();
        TableRow row = new TableRow(rows, shape.dimensions().getDimensionNames());
        for (int i = from; i < to; i++) {
            if (!index.canAppendRow()) {
                Path part = scratch.resolve("persisted-" + persisted.size());
                persist(index, shape, encoding, part);
                persisted.add(part);
                index = shape.index();
            }
            index.add(row.at(i));
        }
        if (persisted.isEmpty()) {
            persist(index, shape, encoding, out);
            return;
        }
        Path part = scratch.resolve("persisted-" + persisted.size());
        persist(index, shape, encoding, part);
        persisted.add(part);
        merge(persisted, shape, encoding, out);
    }

    private void persist(IncrementalIndex index, Shape shape, IndexSpec encoding, Path out) throws IOException {
        Files.createDirectories(out);
        merger.persist(index, shape.interval(), out.toFile(), encoding, null);
        index.close();
    }

    @Override
    public void merge(List<Path> parts, String spec, String indexSpec, Path scratch, Path out) throws IOException {
        merge(parts, shape(spec), json.readValue(indexSpec, IndexSpec.class), out);
    }

    private void merge(List<Path> parts, Shape shape, IndexSpec encoding, Path out) throws IOException {
        List<QueryableIndex> opened = new ArrayList<>();
        try {
            for (Path part : parts) {
                opened.add(indexes.loadIndex(part.toFile()));
            }
            merger.mergeQueryableIndex(
                    opened,
                    true,
                    shape.metrics(),
                    shape.dimensions(),
                    out.toFile(),
                    encoding,
                    null,
                    IndexMerger.UNLIMITED_MAX_COLUMNS_TO_MERGE);
        } finally {
            opened.forEach(QueryableIndex::close);
        }
    }

    @Override
    public void open(Path segment) throws IOException {
        load(segment).close();
    }

    @Override
    public Reading reading(Path segment, Task task, String column, String filter) throws IOException {
        return new DruidReading(load(segment), task, column, filter);
    }

    private QueryableIndex load(Path segment) throws IOException {
        return indexes.loadIndex(segment.toFile());
    }

    private Shape shape(String spec) throws IOException {
        JsonNode node = json.readTree(spec);
        List<DimensionSchema> dimensions = new ArrayList<>();
        for (JsonNode dimension : node.path("dimensions")) {
            dimensions.add(
                    dimension.isTextual()
                            ? new StringDimensionSchema(dimension.asText())
                            : json.treeToValue(dimension, DimensionSchema.class));
        }
        return new Shape(
                Interval.parse(node.path("interval").asText()),
                json.treeToValue(node.path("queryGranularity"), Granularity.class),
                new DimensionsSpec(dimensions),
                json.treeToValue(node.path("metrics"), AggregatorFactory[].class));
    }

    /** What a segment is to look like. */
    private record Shape(
            Interval interval, Granularity granularity, DimensionsSpec dimensions, AggregatorFactory[] metrics) {
        IncrementalIndex index() {
            return new OnheapIncrementalIndex.Builder()
                    .setIndexSchema(new IncrementalIndexSchema.Builder()
                            .withMinTimestamp(interval.getStartMillis())
                            .withQueryGranularity(granularity)
                            .withDimensionsSpec(dimensions)
                            .withMetrics(metrics)
                            .withRollup(true)
                            .build())
                    .setMaxRowCount(MAX_ROWS_IN_MEMORY)
                    .setMaxBytesInMemory(Runtime.getRuntime().maxMemory() / HEAP_SHARE)
                    .build();
        }
    }
}
