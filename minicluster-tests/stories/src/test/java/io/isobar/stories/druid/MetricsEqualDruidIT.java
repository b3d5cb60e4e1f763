package io.isobar.stories.druid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.input.RowReader;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.MetricSpec;
import io.isobar.query.filter.Filter;
import io.isobar.query.filter.RowFilter;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metrics with filters and expressions aggregate what Druid's own index aggregates, of rows whose fields have anything in
 * them: nothing, texts where numbers are expected, empty texts, several values.
 */
class MetricsEqualDruidIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");
    private static final int ROWS = 2_000;
    private static final int GROUPS = 150;

    private static final List<String> NUMBERS = List.of("long", "double", "float");

    private static final String NOTHING = "{'type': 'false'}";

    /** On fields {@code s}, texts and lists of them, {@code n}, numbers and texts, and on the time, which isn't truncated. */
    private static final List<String> FILTERS = List.of(
            "{'type': 'selector', 'dimension': 's', 'value': 'a'}",
            "{'type': 'selector', 'dimension': 's', 'value': null}",
            "{'type': 'selector', 'dimension': 'n', 'value': '3'}",
            "{'type': 'in', 'dimension': 's', 'values': ['b', 'c', '']}",
            "{'type': 'not', 'field': {'type': 'selector', 'dimension': 's', 'value': 'a'}}",
            "{'type': 'not', 'field': {'type': 'in', 'dimension': 's', 'values': ['a', null]}}",
            "{'type': 'bound', 'dimension': 'n', 'lower': '2', 'upper': '10', 'ordering': 'numeric'}",
            "{'type': 'bound', 'dimension': 's', 'lower': 'b', 'lowerStrict': true}",
            "{'type': 'like', 'dimension': 's', 'pattern': '%b'}",
            "{'type': 'regex', 'dimension': 'n', 'pattern': '^[0-9]+$'}",
            "{'type': 'interval', 'dimension': '__time', 'intervals': ['2001-01-01T00:20/2001-01-01T11:40']}",
            "{'type': 'and', 'fields': [{'type': 'selector', 'dimension': 's', 'value': 'b'},"
                    + " {'type': 'null', 'column': 'm'}]}",
            "{'type': 'or', 'fields': [{'type': 'selector', 'dimension': 's', 'value': 'b'},"
                    + " {'type': 'selector', 'dimension': 'nowhere', 'value': null}]}",
            "{'type': 'columnComparison', 'dimensions': ['s', 'g']}",
            "{'type': 'expression', 'expression': 'm > 2'}",
            NOTHING);

    private static final String NOT_G1 =
            "{'type': 'not', 'field': {'type': 'selector', 'dimension': 'g', 'value': 'g1'}}";

    /** On fields {@code m}, numbers, and {@code x}, texts and lists of them. */
    private static final List<String> EXPRESSIONS = List.of(
            "m",
            "x",
            "m * 2 + 1",
            "x + m",
            "nvl(m, 7)",
            "if(m > 2, m, null)",
            "cast(x, 'LONG') + 1",
            "concat(x, '')",
            "strlen(x)",
            "array_length(x)",
            "m / 2",
            "'5'",
            "'five'",
            "m == 3",
            "timestamp_floor_of_nothing"); // a field that no row has

    private static final List<String> SKETCHES = List.of(
            "{'type': 'hyperUnique', 'fieldName': 's'}",
            "{'type': 'quantilesDoublesSketch', 'fieldName': 'm'}",
            "{'type': 'thetaSketch', 'fieldName': 's', 'size': 64}",
            "{'type': 'HLLSketchBuild', 'fieldName': 's'}",
            "{'type': 'longFirst', 'fieldName': 'm'}",
            "{'type': 'longLast', 'fieldName': 'm'}",
            "{'type': 'doubleFirst', 'fieldName': 'm'}",
            "{'type': 'floatLast', 'fieldName': 'm'}",
            "{'type': 'stringFirst', 'fieldName': 't'}",
            "{'type': 'stringLast', 'fieldName': 't'}");

    @TempDir
    Path temp;

    private final Random random = new Random(20260103);
    private final ArrayNode metrics = JSON.createArrayNode();

    @Test
    void eachGroupHasTheNumbersThatDruidGivesIt() throws Exception {
        addNumbers();
        List<ObjectNode> rows = rows();
        IngestionSpec spec = spec();
        Path ours = build(spec, rows);
        List<String> columns = new ArrayList<>(List.of(Segment.TIME, "g"));
        spec.metrics().forEach(metric -> columns.add(metric.name()));
        DruidJudge druid = new DruidJudge(DruidJudge.Druid.DRUID_33, temp);
        druid.ask(ours, columns, List.of());
        druid.write(temp.resolve("theirs"), columns, job(rows, metrics));

        JsonNode answers = druid.answers();

        JsonNode found = answers.get(0);
        JsonNode expected = answers.get(1);
        assertThat(expected.path("rows")).hasSizeGreaterThan(2 * GROUPS);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            JsonNode metric = i < 2 ? JSON.nullNode() : metrics.get(i - 2);
            SameAnswer.difference(column(found, i), column(expected, i))
                    .ifPresent(difference -> differences.add("%s: %s".formatted(metric, difference)));
        }
        assertThat(differences).isEmpty();
        assertThat(told(spec, ours)).isEqualTo(told(expected.path("metrics")));
    }

    /**
     * Druid's own index looks, in filters of most of these, at what the sketch would make of the filter's column, and so finds
     * nothing. What it should find it is given here: the rows that pass.
     */
    @Test
    void eachGroupHasTheSketchesThatDruidMakesOfTheRowsThatPass() throws Exception {
        DruidJudge druid = new DruidJudge(DruidJudge.Druid.DRUID_33, temp);
        List<ObjectNode> rows = rows();
        List<JsonNode> queries = new ArrayList<>();
        int filters = FILTERS.indexOf(NOTHING); // of no rows Druid makes no segment
        for (int i = 0; i < filters; i++) {
            ArrayNode plain = JSON.createArrayNode();
            List<JsonNode> queriesOfFilter = new ArrayList<>();
            for (int j = 0; j < SKETCHES.size(); j++) {
                String name = "sketch-" + j + "-" + i;
                plain.add(json(SKETCHES.get(j)).put("name", name));
                metrics.add(filtered(FILTERS.get(i), json(SKETCHES.get(j)).put("name", name)));
                queriesOfFilter.add(query(MetricSpec.fromJson(plain.get(j), "").column()));
            }
            RowFilter filter = Filter.fromJson(json(FILTERS.get(i))).onRows();
            List<ObjectNode> passing = rows.stream()
                    .filter(row -> filter.matches(name -> value(row, name)))
                    .toList();
            druid.write(temp.resolve("theirs-" + i), List.of(), job(passing, plain), queriesOfFilter);
            queries.addAll(queriesOfFilter);
        }
        druid.ask(build(spec(), rows), List.of(), queries);

        JsonNode answers = druid.answers();

        JsonNode ours = answers.get(filters).path("answers");
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            JsonNode theirs = answers.get(i / SKETCHES.size()).path("answers").get(i % SKETCHES.size());
            Map<String, JsonNode> expected = groups(theirs, name(metrics.get(i)));
            for (Map.Entry<String, JsonNode> group :
                    groups(ours.get(i), name(metrics.get(i))).entrySet()) {
                JsonNode found = group.getValue();
                boolean same = expected.containsKey(group.getKey())
                        ? SameAnswer.difference(found, expected.get(group.getKey()))
                                .isEmpty()
                        : found.isNull() || found.asDouble(1) == 0;
                if (!same) {
                    differences.add(
                            "%s: found %s, expected %s".formatted(metrics.get(i), found, expected.get(group.getKey())));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String name(JsonNode metric) {
        return !metric.path("name").asText().isEmpty()
                ? metric.path("name").textValue()
                : name(metric.path("aggregator"));
    }

    /** The values of a column. */
    private static ArrayNode column(JsonNode answer, int column) {
        ArrayNode values = JSON.createArrayNode();
        answer.path("rows").forEach(row -> values.add(row.get(column)));
        return values;
    }

    /** By time and dimension, the estimate that Druid gives for a sketch, or the first or last value. */
    private static Map<String, JsonNode> groups(JsonNode answer, String metric) {
        Map<String, JsonNode> groups = new HashMap<>();
        for (JsonNode group : answer) {
            JsonNode event = group.path("event");
            groups.put(group.path("timestamp") + " " + event.path("g"), event.path(metric));
        }
        return groups;
    }

    private static Object value(ObjectNode row, String field) {
        JsonNode value = row.path(field.equals(Segment.TIME) ? "timestamp" : field);
        return value.isMissingNode() ? null : JSON.convertValue(value, Object.class);
    }

    /** Of each metric: its name, what it reads, and by what the segment says that its column is combined. */
    private static Map<String, String> told(IngestionSpec spec, Path built) throws IOException {
        Map<String, String> told = new TreeMap<>();
        try (Segment segment = Segment.open(built)) {
            for (JsonNode aggregator : segment.metadata().aggregators()) {
                told.put(
                        aggregator.path("name").textValue(),
                        aggregator.path("type").textValue());
            }
        }
        spec.metricSpecs()
                .forEach(metric -> told.merge(metric.name(), " of " + new TreeSet<>(metric.inputs()), String::concat));
        return told;
    }

    private static Map<String, String> told(JsonNode metrics) {
        Map<String, String> told = new TreeMap<>();
        for (JsonNode metric : metrics) {
            Set<String> inputs = new TreeSet<>();
            metric.path("inputs").forEach(input -> inputs.add(input.textValue()));
            told.put(
                    metric.path("combining").path("name").textValue(),
                    metric.path("combining").path("type").textValue() + " of " + inputs);
        }
        return told;
    }

    private void addNumbers() throws IOException {
        for (int i = 0; i < FILTERS.size(); i++) {
            String filter = FILTERS.get(i);
            add(filter, json("{'type': 'count'}"), "count-" + i);
            for (String type : NUMBERS) {
                for (String operation : List.of("Sum", "Min", "Max")) {
                    ObjectNode plain = JSON.createObjectNode()
                            .put("type", type + operation)
                            .put("fieldName", "n");
                    add(filter, plain, type + operation + "-" + i);
                }
            }
        }
        for (int i = 0; i < EXPRESSIONS.size(); i++) {
            for (String type : NUMBERS) {
                for (String operation : List.of("Sum", "Min", "Max")) {
                    ObjectNode computed = JSON.createObjectNode().put("type", type + operation);
                    computed.put("expression", EXPRESSIONS.get(i));
                    metrics.add(computed.deepCopy().put("name", type + operation + "-of-" + i));
                    add(FILTERS.get(i), computed, type + operation + "-of-some-" + i);
                }
            }
        }
    }

    /** By turns the name is the wrapper's, the aggregator's, and that of the outer one of two wrappers. */
    private void add(String filter, ObjectNode aggregator, String name) throws IOException {
        switch (metrics.size() % 3) {
            case 0 ->
                metrics.add(filtered(filter, aggregator.put("name", "inner")).put("name", name));
            case 1 -> metrics.add(filtered(filter, aggregator.put("name", name)).put("name", ""));
            default -> {
                ObjectNode inner =
                        filtered(NOT_G1, aggregator.put("name", "innermost")).put("name", "inner");
                metrics.add(filtered(filter, inner).put("name", name));
            }
        }
    }

    private static ObjectNode filtered(String filter, ObjectNode aggregator) throws IOException {
        ObjectNode metric = JSON.createObjectNode().put("type", "filtered");
        metric.set("filter", json(filter));
        return metric.set("aggregator", aggregator);
    }

    /** No number in {@code x} that isn't a text: once Druid has met one, it takes no lists any more. */
    private List<ObjectNode> rows() {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            // no two at one time: of these Druid takes whichever comes first
            ObjectNode row = JSON.createObjectNode().put("timestamp", DAY.start() + (i * 3_779L % ROWS) * 40_000);
            set(row, "g", "g" + random.nextInt(GROUPS / 10));
            set(
                    row,
                    "s",
                    pick("a", "b", "c", "ab", "", "g1", null, List.of("a", "b"), List.of("c", "d"), List.of("a")));
            set(
                    row,
                    "n",
                    pick(
                            1,
                            3,
                            2.5,
                            -4,
                            "3",
                            "7.25",
                            " 8 ",
                            "1,000",
                            "+5",
                            "",
                            "ten",
                            null,
                            List.of("3", "4"),
                            List.of(3)));
            set(row, "m", pick(1, 2, 3, 4.5, -2, null));
            set(row, "x", pick("4", "0.5", "five", "", null, List.of("1", "2"), List.of("6"), List.of("no")));
            set(row, "t", pick("one", "two", "", null));
            rows.add(row);
        }
        return rows;
    }

    private Object pick(Object... values) {
        return values[random.nextInt(values.length)];
    }

    /** A field without a value is null, or isn't there. */
    private void set(ObjectNode row, String field, Object value) {
        if (value != null || random.nextBoolean()) {
            row.set(field, JSON.valueToTree(value));
        }
    }

    private IngestionSpec spec() {
        ObjectNode file = JSON.createObjectNode();
        ObjectNode schema = file.putObject("dataSchema").put("dataSource", "x");
        ObjectNode parse = schema.putObject("parser")
                .put("type", "string")
                .putObject("parseSpec")
                .put("format", "json");
        parse.putObject("timestampSpec").put("column", "timestamp").put("format", "millis");
        parse.putObject("dimensionsSpec").putArray("dimensions").add("g");
        schema.set("metricsSpec", metrics);
        schema.putObject("granularitySpec").put("type", "uniform").put("queryGranularity", "HOUR");
        file.putObject("tuningConfig").put("type", "hadoop").put("maxParseExceptions", Integer.MAX_VALUE);
        return IndexSpecFile.parse(file.toString().getBytes(StandardCharsets.UTF_8), false)
                .spec();
    }

    private Path build(IngestionSpec spec, List<ObjectNode> rows) throws IOException {
        Path file = Files.write(
                temp.resolve("rows.json"),
                rows.stream().map(ObjectNode::toString).toList());
        Path built = temp.resolve("ours");
        try (RowReader reader = RowReader.open(file, spec, DAY::contains, badRow -> {});
                SegmentBuilder builder =
                        new SegmentBuilder(spec.toSegmentSpec(DAY), temp.resolve("scratch"), 1 << 20)) {
            for (BuildRow row; (row = reader.next()) != null; ) {
                builder.add(row);
            }
            builder.writeTo(built);
        }
        return built;
    }

    private static JsonNode job(List<ObjectNode> rows, ArrayNode metrics) throws IOException {
        ObjectNode job = JSON.createObjectNode()
                .put("interval", DAY.toString())
                .put("rollup", true)
                .put("parts", 1);
        job.put("queryGranularity", "HOUR").putObject("indexSpec");
        job.putArray("dimensions").add(json("{'type': 'string', 'name': 'g'}"));
        job.set("metrics", metrics);
        job.putArray("rows").addAll(rows);
        return job;
    }

    private static JsonNode query(Metric sketch) {
        ObjectNode query = JSON.createObjectNode()
                .put("queryType", "groupBy")
                .put("dataSource", "x")
                .put("granularity", "hour")
                .put("intervals", DAY.toString());
        query.putArray("dimensions").add("g");
        query.putArray("aggregations").add(sketch.combining().toJson());
        return query;
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
