package io.isobar.druid;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Base64;
import java.util.ServiceLoader;
import org.apache.druid.guice.BuiltInTypesModule;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.jackson.AggregatorsModule;
import org.apache.druid.jackson.DefaultObjectMapper;
import org.apache.druid.math.expr.ExprMacroTable;
import org.apache.druid.math.expr.ExpressionProcessing;
import org.apache.druid.query.Query;
import org.apache.druid.segment.ColumnSelectorFactory;
import org.apache.druid.segment.ColumnValueSelector;
import org.apache.druid.segment.Cursor;
import org.apache.druid.segment.CursorBuildSpec;
import org.apache.druid.segment.CursorFactory;
import org.apache.druid.segment.CursorHolder;
import org.apache.druid.segment.IndexIO;
import org.apache.druid.segment.QueryableIndex;
import org.apache.druid.segment.QueryableIndexSegment;
import org.apache.druid.segment.Segment;
import org.apache.druid.segment.column.ColumnCapabilities;
import org.apache.druid.segment.column.ColumnConfig;
import org.apache.druid.segment.serde.ComplexMetrics;
import org.apache.druid.timeline.SegmentId;

/**
 * Opens segments with Apache Druid's own library and tells what it finds: {@code DruidOracle JOBS ANSWERS}.
 *
 * <p>JOBS is a JSON array of {@code {"segment": directory, "columns": [name…], "queries": [native query…]}}. ANSWERS
 * becomes an array of {@code {"rows": [[value…]…], "answers": [answer…]}} in the same order. Sketches are told in Base64,
 * as the type of their column serialises them. A job with {@code "write"} has Druid write the segment first, and its answer
 * has {@code "metrics"}, see {@link DruidWriter}.
 *
 * <p>Extensions on the class path are loaded as far as they need no server: their aggregators and their columns.
 */
public final class DruidOracle {
    private final ObjectMapper json;
    private final IndexIO indexes;
    private final DruidQueries queries;
    private final DruidWriter writer;

    private DruidOracle() {
        ExpressionProcessing.initializeForTests();
        json = new DefaultObjectMapper();
        json.setInjectableValues(new InjectableValues.Std()
                .addValue(ExprMacroTable.class, ExprMacroTable.nil())
                .addValue(ObjectMapper.class, json));
        AggregatorsModule.registerComplexMetricsAndSerde();
        BuiltInTypesModule.registerHandlersAndSerde();
        new BuiltInTypesModule().getJacksonModules().forEach(json::registerModule);
        json.registerModule(new AggregatorsModule());
        for (DruidModule extension : ServiceLoader.load(DruidModule.class)) {
            extension.getJacksonModules().forEach(json::registerModule);
            registerColumns(extension);
        }
        indexes = new IndexIO(json, ColumnConfig.DEFAULT);
        queries = new DruidQueries(json);
        writer = new DruidWriter(json, indexes);
    }

    /** What an extension registers when a server binds it; those without columns of their own have no such method. */
    private static void registerColumns(DruidModule extension) {
        try {
            Method register = extension.getClass().getMethod("registerSerde");
            register.invoke(null);
        } catch (NoSuchMethodException e) {
            return;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot load the extension " + extension.getClass(), e);
        }
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
                File directory = new File(job.path("segment").asText());
                if (job.has("write")) {
                    writer.write(job.path("write"), directory);
                }
                try (QueryableIndex index = indexes.loadIndex(directory)) {
                    Segment segment = new QueryableIndexSegment(index, SegmentId.dummy("oracle"));
                    out.writeStartObject();
                    if (job.has("write")) {
                        out.writeObjectField("metrics", writer.metrics(job.path("write")));
                    }
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
            String[] types = new String[selectors.length];
            for (int i = 0; i < selectors.length; i++) {
                ColumnSelectorFactory factory = cursor.getColumnSelectorFactory();
                String name = columns.get(i).asText();
                selectors[i] = factory.makeColumnValueSelector(name);
                ColumnCapabilities capabilities = factory.getColumnCapabilities(name);
                types[i] = capabilities == null ? null : capabilities.getComplexTypeName();
            }
            for (; !cursor.isDone(); cursor.advance()) {
                out.writeStartArray();
                for (int i = 0; i < selectors.length; i++) {
                    out.writeObject(value(selectors[i].getObject(), types[i]));
                }
                out.writeEndArray();
            }
        }
        out.writeEndArray();
    }

    private static Object value(Object value, String complexType) {
        if (value != null && complexType != null) {
            byte[] bytes = ComplexMetrics.getSerdeForType(complexType).toBytes(value);
            return bytes.length == 0 ? null : Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof Object[] ? Arrays.asList((Object[]) value) : value;
    }
}
