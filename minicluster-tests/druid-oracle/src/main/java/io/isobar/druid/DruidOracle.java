package io.isobar.druid;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.apache.druid.guice.BuiltInTypesModule;
import org.apache.druid.hll.HyperLogLogCollector;
import org.apache.druid.jackson.AggregatorsModule;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.math.expr.ExprMacroTable;
import org.apache.druid.query.Query;
import org.apache.druid.segment.ColumnValueSelector;
import org.apache.druid.segment.Cursor;
import org.apache.druid.segment.CursorBuildSpec;
import org.apache.druid.segment.CursorFactory;
import org.apache.druid.segment.CursorHolder;
import org.apache.druid.segment.IndexIO;
import org.apache.druid.segment.QueryableIndex;
import org.apache.druid.segment.QueryableIndexSegment;
import org.apache.druid.segment.Segment;
import org.apache.druid.segment.column.ColumnConfig;
import org.apache.druid.timeline.SegmentId;

/**
 * Opens segments with Apache Druid's own library and tells what it finds: {@code DruidOracle JOBS ANSWERS}.
 *
 * <p>JOBS is a JSON array of {@code {"segment": directory, "columns": [name…], "queries": [native query…]}}. ANSWERS
 * becomes an array of {@code {"rows": [[value…]…], "answers": [answer…]}} in the same order. Sketches are told in Base64.
 */
public final class DruidOracle {
    private final ObjectMapper json;
    private final IndexIO indexes;
    private final DruidQueries queries;

    private DruidOracle() {
        json = new DefaultObjectMapper();
        json.setInjectableValues(new InjectableValues.Std()
                .addValue(ExprMacroTable.class, ExprMacroTable.nil())
                .addValue(ObjectMapper.class, json));
        AggregatorsModule.registerComplexMetricsAndSerde();
        BuiltInTypesModule.registerHandlersAndSerde();
        new BuiltInTypesModule().getJacksonModules().forEach(json::registerModule);
        json.registerModule(new AggregatorsModule());
        indexes = new IndexIO(json, ColumnConfig.DEFAULT);
        queries = new DruidQueries(json);
    }

    /** Reads the jobs and writes the answers. */
    public static void main(String[] args) throws IOException {
        new DruidOracle().answer(new File(args[0]), new File(args[1]));
    }

    private void answer(File jobs, File answers) throws IOException {
        try (JsonGenerator out =
                json.getFactory().createGenerator(answers, com.fasterxml.jackson.core.JsonEncoding.UTF8)) {
            out.writeStartArray();
            for (JsonNode job : json.readTree(jobs)) {
                try (QueryableIndex index =
                        indexes.loadIndex(new File(job.path("segment").asText()))) {
                    Segment segment = new QueryableIndexSegment(index, SegmentId.dummy("oracle"));
                    out.writeStartObject();
                    out.writeFieldName("rows");
                    writeRows(segment, job.path("columns"), out);
                    out.writeFieldName("answers");
                    out.writeStartArray();
                    for (JsonNode query : job.path("queries")) {
                        out.writeObject(queries.answer(json.treeToValue(query, Query.class), segment));
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                }
            }
            out.writeEndArray();
        }
    }

    private static void writeRows(Segment segment, JsonNode columns, JsonGenerator out) throws IOException {
        out.writeStartArray();
        try (CursorHolder holder = segment.as(CursorFactory.class).makeCursorHolder(CursorBuildSpec.FULL_SCAN)) {
            Cursor cursor = holder.asCursor();
            ColumnValueSelector<?>[] selectors = new ColumnValueSelector<?>[columns.size()];
            for (int i = 0; i < selectors.length; i++) {
                selectors[i] = cursor.getColumnSelectorFactory()
                        .makeColumnValueSelector(columns.get(i).asText());
            }
            for (; !cursor.isDone(); cursor.advance()) {
                out.writeStartArray();
                for (ColumnValueSelector<?> selector : selectors) {
                    out.writeObject(value(selector.getObject()));
                }
                out.writeEndArray();
            }
        }
        out.writeEndArray();
    }

    private static Object value(Object value) {
        if (value instanceof HyperLogLogCollector) {
            return Base64.getEncoder().encodeToString(((HyperLogLogCollector) value).toByteArray());
        }
        return value instanceof Object[] ? List.of((Object[]) value) : value;
    }
}
