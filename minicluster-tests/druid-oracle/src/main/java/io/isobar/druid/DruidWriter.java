package io.isobar.druid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.druid.data.input.MapBasedInputRow;
import org.apache.druid.data.input.impl.DimensionSchema;
import org.apache.druid.data.input.impl.DimensionsSpec;
import org.apache.druid.java.util.common.granularity.Granularity;
import org.apache.druid.query.aggregation.AggregatorFactory;
import org.apache.druid.segment.IndexIO;
import org.apache.druid.segment.IndexMerger;
import org.apache.druid.segment.IndexMergerV9;
import org.apache.druid.segment.IndexSpec;
import org.apache.druid.segment.QueryableIndex;
import org.apache.druid.segment.incremental.IncrementalIndex;
import org.apache.druid.segment.incremental.IncrementalIndexSchema;
import org.apache.druid.segment.incremental.OnheapIncrementalIndex;
import org.apache.druid.segment.writeout.TmpFileSegmentWriteOutMediumFactory;
import org.joda.time.Interval;

/** Writes segments as Druid's tasks do: rows into an index in memory, which is persisted, and what was persisted merged. */
final class DruidWriter {
    private static final int MANY_ROWS = 1_000_000;

    private final ObjectMapper json;
    private final IndexIO indexes;
    private final IndexMergerV9 merger;

    DruidWriter(ObjectMapper json, IndexIO indexes) {
        this.json = json;
        this.indexes = indexes;
        this.merger = new IndexMergerV9(json, indexes, TmpFileSegmentWriteOutMediumFactory.instance());
    }

    /**
     * Writes the rows of {@code job}, which has {@code interval}, {@code queryGranularity}, {@code rollup}, {@code
     * dimensions}, {@code metrics}, {@code indexSpec} and {@code rows}, each an object with {@code timestamp} and fields.
     * They are persisted in two halves and merged; in one piece if {@code parts} is 1.
     */
    void write(JsonNode job, File segment) throws IOException {
        List<DimensionSchema> dimensions = new ArrayList<>();
        for (JsonNode dimension : job.path("dimensions")) {
            dimensions.add(json.treeToValue(dimension, DimensionSchema.class));
        }
        DimensionsSpec dimensionsSpec = new DimensionsSpec(dimensions);
        AggregatorFactory[] metrics = json.treeToValue(job.path("metrics"), AggregatorFactory[].class);
        IndexSpec indexSpec = json.treeToValue(job.path("indexSpec"), IndexSpec.class);
        Interval interval = Interval.parse(job.path("interval").asText());
        JsonNode rows = job.path("rows");
        int parts = job.path("parts").asInt(2);
        int part = (rows.size() + parts - 1) / parts;
        List<QueryableIndex> persisted = new ArrayList<>();
        try {
            for (int from = 0; from < rows.size(); from += part) {
                IncrementalIndex index = new OnheapIncrementalIndex.Builder()
                        .setIndexSchema(new IncrementalIndexSchema.Builder()
                                .withMinTimestamp(interval.getStartMillis())
                                .withQueryGranularity(json.treeToValue(job.path("queryGranularity"), Granularity.class))
                                .withDimensionsSpec(dimensionsSpec)
                                .withMetrics(metrics)
                                .withRollup(job.path("rollup").asBoolean())
                                .build())
                        .setMaxRowCount(MANY_ROWS)
                        .build();
                for (int i = from; i < Math.min(from + part, rows.size()); i++) {
                    index.add(row(rows.get(i), dimensionsSpec));
                }
                File directory = new File(segment.getParentFile(), segment.getName() + "-part-" + from);
                Files.createDirectories(directory.toPath());
                merger.persist(index, interval, directory, indexSpec, null);
                index.close();
                persisted.add(indexes.loadIndex(directory));
            }
            Files.createDirectories(segment.toPath());
            merger.mergeQueryableIndex(
                    persisted,
                    job.path("rollup").asBoolean(),
                    metrics,
                    segment,
                    indexSpec,
                    null,
                    IndexMerger.UNLIMITED_MAX_COLUMNS_TO_MERGE);
        } finally {
            persisted.forEach(QueryableIndex::close);
        }
    }

    /** Of each metric of {@code job}: its {@code name}, the fields that it reads as {@code inputs}, and {@code combining}. */
    List<ObjectNode> metrics(JsonNode job) throws IOException {
        List<ObjectNode> all = new ArrayList<>();
        for (AggregatorFactory metric : json.treeToValue(job.path("metrics"), AggregatorFactory[].class)) {
            ObjectNode told = json.createObjectNode().put("name", metric.getName());
            metric.requiredFields().forEach(told.putArray("inputs")::add);
            all.add(told.set("combining", json.valueToTree(metric.getCombiningFactory())));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private MapBasedInputRow row(JsonNode row, DimensionsSpec dimensions) throws IOException {
        return new MapBasedInputRow(
                row.path("timestamp").asLong(), dimensions.getDimensionNames(), (Map<String, Object>)
                        json.treeToValue(row, Map.class));
    }
}
