package io.isobar.stories.druid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.Query;
import io.isobar.query.QueryEngine;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.testing.SegmentDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every combination of an {@code indexSpec}, with random rows: what we write, an old and a new Druid read, and answer from
 * as we do; what they write, we read.
 */
class EachIndexSpecIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final QueryEngine ENGINE = new QueryEngine();
    private static final int COMBINATIONS = 2 * 4 * 5 * 2 * 9;

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource
    void druidFindsOurRowsAndOurAnswers(DruidJudge.Druid version) throws Exception {
        DruidJudge druid = new DruidJudge(version, temp);
        List<EachIndexSpec> cases = EachIndexSpec.all();
        List<List<List<Object>>> rows = new ArrayList<>();
        List<List<JsonNode>> answers = new ArrayList<>();
        for (EachIndexSpec each : cases) {
            Path built = temp.resolve("ours-" + rows.size());
            build(each, built);
            List<JsonNode> queries = queries(each.spec());
            try (Segment segment = Segment.open(built)) {
                rows.add(SegmentDump.rows(segment, segment.columnNames()));
                List<JsonNode> ours = new ArrayList<>();
                for (JsonNode query : queries) {
                    ours.add(answer(query, segment));
                }
                answers.add(ours);
                druid.ask(built, segment.columnNames(), queries);
            }
        }

        JsonNode theirs = druid.answers();

        assertThat(theirs).hasSize(cases.size()).hasSize(COMBINATIONS);
        for (int i = 0; i < cases.size(); i++) {
            assertThat(DruidRows.like(rows.get(i), theirs.get(i).path("rows")))
                    .as("rows of segment %d: %s", i, cases.get(i))
                    .isEqualTo(rows.get(i));
            for (int q = 0; q < answers.get(i).size(); q++) {
                assertThat(SameAnswer.difference(
                                answers.get(i).get(q),
                                theirs.get(i).path("answers").get(q)))
                        .as("answer %d of segment %d: %s", q, i, cases.get(i))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void weFindTheRowsThatDruidWrites(DruidJudge.Druid version) throws Exception {
        DruidJudge druid = new DruidJudge(version, temp);
        List<EachIndexSpec> cases = EachIndexSpec.all();
        List<Path> written = new ArrayList<>();
        for (EachIndexSpec each : cases) {
            Path segment = temp.resolve("theirs-" + written.size());
            written.add(segment);
            druid.write(segment, columns(each.spec()), job(each));
        }

        JsonNode theirs = druid.answers();

        for (int i = 0; i < cases.size(); i++) {
            try (Segment segment = Segment.open(written.get(i))) {
                List<List<Object>> ours =
                        SegmentDump.rows(segment, columns(cases.get(i).spec()));
                assertThat(ours)
                        .as("rows of segment %d: %s", i, cases.get(i))
                        .isNotEmpty()
                        .isEqualTo(DruidRows.like(ours, theirs.get(i).path("rows")));
            }
        }
    }

    private void build(EachIndexSpec each, Path built) throws IOException {
        try (SegmentBuilder builder = new SegmentBuilder(each.spec(), temp.resolve("scratch"), 8 << 20)) {
            for (BuildRow row : each.rows()) {
                builder.add(row);
            }
            builder.writeTo(built);
        }
    }

    private static List<String> columns(SegmentSpec spec) {
        List<String> names = new ArrayList<>();
        names.add(Segment.TIME);
        spec.dimensions().forEach(dimension -> names.add(dimension.name()));
        spec.metrics().forEach(metric -> names.add(metric.name()));
        return names;
    }

    private static JsonNode answer(JsonNode query, Segment segment) throws IOException {
        Query parsed = Query.parse(query);
        SegmentId id = new SegmentId("oracle", segment.interval(), "v1", 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.getFactory().createGenerator(bytes)) {
            ENGINE.finish(parsed, List.of(ENGINE.run(parsed, id, segment)), out);
        }
        return JSON.readTree(bytes.toByteArray());
    }

    /** By hour, by the first dimension, and by the first two. */
    private static List<JsonNode> queries(SegmentSpec spec) {
        String first = spec.dimensions().get(0).name();
        ObjectNode byHour = query("timeseries", spec).put("granularity", "hour");
        ObjectNode top = query("topN", spec).put("dimension", first).put("threshold", 1000);
        top.putObject("metric").put("type", "dimension").put("ordering", "lexicographic");
        ObjectNode groups = query("groupBy", spec);
        ArrayNode dimensions = groups.putArray("dimensions").add(first);
        if (spec.dimensions().size() > 1) {
            dimensions.add(spec.dimensions().get(1).name());
        }
        return List.of(byHour, top, groups);
    }

    private static ObjectNode query(String type, SegmentSpec spec) {
        ObjectNode query = JSON.createObjectNode()
                .put("queryType", type)
                .put("dataSource", "oracle")
                .put("granularity", "all")
                .put("intervals", spec.interval().toString());
        ArrayNode aggregations = query.putArray("aggregations");
        aggregations.addObject().put("type", "count").put("name", "rows");
        for (Metric metric : spec.metrics()) {
            aggregations.add(metric.combining().toJson());
        }
        return query;
    }

    /** What Druid is to write; each metric has an input of its own. */
    private static JsonNode job(EachIndexSpec each) {
        SegmentSpec spec = each.spec();
        ObjectNode job = JSON.createObjectNode()
                .put("interval", spec.interval().toString())
                .put("rollup", spec.rollup());
        job.set("queryGranularity", spec.queryGranularity().toJson());
        job.set("indexSpec", spec.indexSpec().toJson());
        ArrayNode dimensions = job.putArray("dimensions");
        for (Dimension dimension : spec.dimensions()) {
            dimensions.add(dimension.toJson());
        }
        ArrayNode metrics = job.putArray("metrics");
        for (Metric metric : spec.metrics()) {
            ObjectNode json = metric.toJson();
            metrics.add(metric.fieldName() == null ? json : json.put("fieldName", input(metric)));
        }
        ArrayNode rows = job.putArray("rows");
        for (BuildRow row : each.rows()) {
            ObjectNode json = rows.addObject().put("timestamp", row.timestamp());
            for (int i = 0; i < spec.dimensions().size(); i++) {
                json.set(spec.dimensions().get(i).name(), JSON.valueToTree(sound(row.dimensions()[i])));
            }
            for (int i = 0; i < spec.metrics().size(); i++) {
                json.set(input(spec.metrics().get(i)), JSON.valueToTree(row.metrics()[i]));
            }
        }
        return job;
    }

    private static String input(Metric metric) {
        return "input of " + metric.name();
    }

    /** Without halves of surrogate pairs: Druid's dictionaries would then hold several values of the same bytes. */
    private static Object sound(Object value) {
        if (value instanceof String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }
        if (value instanceof List<?> values) {
            List<Object> sound = new ArrayList<>();
            values.forEach(text -> sound.add(sound(text)));
            return sound;
        }
        return value;
    }
}
