package io.isobar.druid;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.druid.collections.DefaultBlockingPool;
import org.apache.druid.collections.StupidPool;
import org.apache.druid.query.DirectQueryProcessingPool;
import org.apache.druid.query.DruidProcessingConfig;
import org.apache.druid.query.FinalizeResultsQueryRunner;
import org.apache.druid.query.Query;
import org.apache.druid.query.QueryContexts;
import org.apache.druid.query.QueryPlus;
import org.apache.druid.query.QueryRunner;
import org.apache.druid.query.QueryRunnerFactory;
import org.apache.druid.query.QueryToolChest;
import org.apache.druid.query.QueryWatcher;
import org.apache.druid.query.context.ResponseContext;
import org.apache.druid.query.groupby.GroupByQuery;
import org.apache.druid.query.groupby.GroupByQueryConfig;
import org.apache.druid.query.groupby.GroupByQueryQueryToolChest;
import org.apache.druid.query.groupby.GroupByQueryRunnerFactory;
import org.apache.druid.query.groupby.GroupByResourcesReservationPool;
import org.apache.druid.query.groupby.GroupByStatsProvider;
import org.apache.druid.query.groupby.GroupingEngine;
import org.apache.druid.query.groupby.ResultRow;
import org.apache.druid.query.timeseries.TimeseriesQuery;
import org.apache.druid.query.timeseries.TimeseriesQueryEngine;
import org.apache.druid.query.timeseries.TimeseriesQueryQueryToolChest;
import org.apache.druid.query.timeseries.TimeseriesQueryRunnerFactory;
import org.apache.druid.query.topn.TopNQuery;
import org.apache.druid.query.topn.TopNQueryConfig;
import org.apache.druid.query.topn.TopNQueryQueryToolChest;
import org.apache.druid.query.topn.TopNQueryRunnerFactory;
import org.apache.druid.segment.Segment;

/** Answers timeseries, topN and groupBy queries over one segment with Druid's own engines. */
final class DruidQueries {
    private static final int BUFFER_BYTES = 16 << 20;
    private static final QueryWatcher NO_WATCHER = (query, future) -> {};

    private final TimeseriesQueryRunnerFactory timeseries;
    private final TopNQueryRunnerFactory topN;
    private final GroupByQueryRunnerFactory groupBy;

    DruidQueries(ObjectMapper json) {
        StupidPool<ByteBuffer> buffers = new StupidPool<>("oracle", () -> ByteBuffer.allocate(BUFFER_BYTES));
        GroupByQueryConfig config = new GroupByQueryConfig();
        GroupByStatsProvider stats = new GroupByStatsProvider();
        GroupByResourcesReservationPool reserved = new GroupByResourcesReservationPool(
                new DefaultBlockingPool<>(() -> ByteBuffer.allocate(BUFFER_BYTES), 2), config);
        GroupingEngine engine =
                new GroupingEngine(new DruidProcessingConfig(), () -> config, reserved, json, json, NO_WATCHER, stats);
        timeseries = new TimeseriesQueryRunnerFactory(
                new TimeseriesQueryQueryToolChest(), new TimeseriesQueryEngine(buffers), NO_WATCHER);
        topN = new TopNQueryRunnerFactory(buffers, new TopNQueryQueryToolChest(new TopNQueryConfig()), NO_WATCHER);
        groupBy = new GroupByQueryRunnerFactory(engine, new GroupByQueryQueryToolChest(engine, reserved), buffers);
    }

    /** The answer as Druid's broker would write it. */
    Object answer(Query<?> query, Segment segment) {
        if (query instanceof TimeseriesQuery) {
            return run(timeseries, (TimeseriesQuery) query, segment);
        }
        if (query instanceof TopNQuery) {
            return run(topN, (TopNQuery) query, segment);
        }
        GroupByQuery grouping = (GroupByQuery) query.withOverriddenContext(
                Map.of(QueryContexts.QUERY_RESOURCE_ID, UUID.randomUUID().toString()));
        List<ResultRow> rows = run(groupBy, grouping, segment);
        return rows.stream()
                .map(row -> row.toMapBasedRow(grouping))
                .map(row -> Map.of("version", "v1", "timestamp", row.getTimestamp(), "event", row.getEvent()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static <T, Q extends Query<T>> List<T> run(QueryRunnerFactory<T, Q> factory, Q query, Segment segment) {
        QueryToolChest<T, Q> toolChest = factory.getToolchest();
        QueryRunner<T> merged = toolChest.mergeResults(
                toolChest.preMergeQueryDecoration(factory.mergeRunners(
                        DirectQueryProcessingPool.INSTANCE, List.of(factory.createRunner(segment)))),
                true);
        QueryRunner<T> finalized = new FinalizeResultsQueryRunner<>(
                toolChest.postMergeQueryDecoration(merged), (QueryToolChest<T, Query<T>>) toolChest);
        return finalized
                .run(QueryPlus.wrap(query), ResponseContext.createEmpty())
                .toList();
    }
}
