package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.InputNumbers;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowProcessor;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of each format give the rows that Druid's own readers make of them.
 *
 * <p>The files are written here from {@code druid-rows/FORMAT.json}: per file a {@code schema}, its {@code rows}, and {@code
 * specs} with the rows that {@code druid} made, which is Druid 0.20: of no later one are the readers in Maven Central. Where
 * Isobar is {@code unlike} that, mostly since later Druids are, it has the values and the reason; {@code first} limits how many
 * rows are looked at. {@code src/druid-rows/pom.xml} says how Druid is asked
 * again.
 */
class DruidRowsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where to leave the files and the questions for Druid; empty if it isn't asked. */
    private static final String QUESTIONS = System.getProperty("isobar.druidRows", "");

    @TempDir
    Path directory;

    private final List<String> differences = new ArrayList<>();
    private final ArrayNode questions = JSON.createArrayNode();

    @ParameterizedTest
    @ValueSource(strings = {"avro", "orc", "parquet"})
    void eachFileGivesTheRowsThatDruidMakesOfIt(String format) throws IOException {
        int rows = 0;
        for (JsonNode file : read("/druid-rows/" + format + ".json")) {
            Path path = files().resolve(file.path("name").asText() + "." + format);
            JsonFiles.write(path, file.path("schema"), file.path("rows"));
            for (JsonNode spec : file.path("specs")) {
                String what = path.getFileName() + ", " + spec.path("what").asText();
                ObjectNode parser = parser(format, spec);
                List<ObjectNode> ours = rows(path, parser, spec.path("metrics"));
                questions
                        .addObject()
                        .put("file", path.toString())
                        .<ObjectNode>set("parser", parser)
                        .<ObjectNode>set("metrics", spec.path("metrics"))
                        .putArray("isobar")
                        .addAll(ours);
                rows += ours.size();
                compare(what, spec, ours);
            }
        }
        if (!QUESTIONS.isEmpty()) {
            JSON.writeValue(files().resolve(format + "-questions.json").toFile(), questions);
        }
        assertThat(differences).isEmpty();
        assertThat(rows).isGreaterThan(20);
    }

    private Path files() {
        return QUESTIONS.isEmpty() ? directory : Path.of(QUESTIONS);
    }

    private void compare(String what, JsonNode spec, List<ObjectNode> rows) throws IOException {
        JsonNode ours = JSON.readTree(rows.toString()); // numbers of the same types
        JsonNode theirs = spec.path("druid");
        JsonNode unlike = spec.path("unlike");
        unlike.properties().forEach(field -> {
            if (theirs.findValues(field.getKey())
                    .equals(without(field.getValue().path("isobar")))) {
                differences.add("%s: [%s] is no more unlike Druid's".formatted(what, field.getKey()));
            }
        });
        int count = spec.path("first").asInt(Math.max(ours.size(), theirs.size()));
        for (int i = 0; i < count; i++) {
            JsonNode own = ours.path(i);
            Collection<String> fields = new TreeSet<>();
            own.fieldNames().forEachRemaining(fields::add);
            theirs.path(i).fieldNames().forEachRemaining(fields::add);
            for (String field : fields) {
                JsonNode expected = unlike.has(field)
                        ? unlike.path(field).path("isobar").path(i)
                        : theirs.path(i).path(field);
                boolean none = expected.isNull() || expected.isMissingNode();
                if (!expected.equals(own.path(field)) && !(none && !own.has(field))) {
                    differences.add(
                            "%s: [%s] of row %d is %s, not %s".formatted(what, field, i, own.path(field), expected));
                }
            }
        }
    }

    private static List<JsonNode> without(JsonNode nulls) {
        List<JsonNode> values = new ArrayList<>();
        nulls.forEach(value -> {
            if (!value.isNull()) {
                values.add(value);
            }
        });
        return values;
    }

    /** A parser in full of what the spec says in few words. */
    private static ObjectNode parser(String format, JsonNode spec) throws IOException {
        ObjectNode parser = JSON.createObjectNode().put("type", format.equals("avro") ? "avro_hadoop" : format);
        if (spec.has("parser")) {
            parser.setAll((ObjectNode) spec.path("parser"));
        }
        String type = parser.path("type").asText();
        ObjectNode parse = parser.putObject("parseSpec").put("format", type.contains("avro") ? "avro" : format);
        parse.set("timestampSpec", spec.has("time") ? spec.path("time") : JSON.readTree("{\"column\": \"t\"}"));
        ObjectNode dimensions = parse.putObject("dimensionsSpec");
        if (spec.has("dimensions")) {
            dimensions.set("dimensions", spec.path("dimensions"));
        }
        if (spec.has("flatten")) {
            parse.set("flattenSpec", spec.path("flatten"));
        }
        return parser;
    }

    private static List<ObjectNode> rows(Path file, ObjectNode parser, JsonNode metrics) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode schema = root.putObject("dataSchema").put("dataSource", "x");
        schema.set("parser", parser);
        ArrayNode sums = schema.putArray("metricsSpec");
        metrics.forEach(metric -> sums.addObject()
                .put("type", "doubleSum")
                .put("name", "sum of " + metric.asText())
                .put("fieldName", metric.asText()));
        IngestionSpec spec = IndexSpecFile.parse(root.toString().getBytes(StandardCharsets.UTF_8), false)
                .spec();
        RowProcessor processor =
                new RowProcessor(spec, time -> true, new BadRows(Long.MAX_VALUE, badRow -> {}), outcome -> {});
        FileSplit whole =
                new FileSplit(new org.apache.hadoop.fs.Path(file.toString()), 0, Files.size(file), new String[0]);
        List<ObjectNode> rows = new ArrayList<>();
        try (RowCursor cursor = DatasetInputFormat.open(
                spec.format(), whole, new TaskAttemptContextImpl(new Configuration(), new TaskAttemptID()))) {
            while (cursor.advance()) {
                rows.add(row(spec, processor, cursor, metrics));
            }
        }
        return rows;
    }

    /** The time, each dimension under its name, and of each metric the number that it reads. */
    private static ObjectNode row(IngestionSpec spec, RowProcessor processor, RowCursor cursor, JsonNode metrics)
            throws IOException {
        ObjectNode node = JSON.createObjectNode();
        try {
            Row row = cursor.row();
            BuildRow built = processor.process(Row.copyOf(row), cursor.position());
            if (built == null) {
                return node.put("bad", true);
            }
            node.put("__time", built.timestamp());
            Collection<String> names = new TreeSet<>();
            if (spec.dimensions().discovers()) {
                names.addAll(row.fields().keySet());
            } else {
                spec.dimensions().listed().forEach(dimension -> names.add(dimension.name()));
            }
            names.remove(spec.timestamp().column());
            for (String name : names) {
                Object value = row.value(name);
                if (value != null) {
                    ArrayNode texts = node.putArray(name);
                    (value instanceof List<?> list ? list : List.of(value)).forEach(each -> texts.add(text(each)));
                }
            }
            for (JsonNode metric : metrics) {
                number(node, metric.asText(), row.value(metric.asText()));
            }
        } catch (BadRowException e) {
            node.put("bad", true);
        }
        return node;
    }

    private static void number(ObjectNode node, String field, @Nullable Object value) {
        String name = "sum of " + field;
        try {
            Number number = InputNumbers.read(field, value);
            if (number != null) {
                node.put(name, number.doubleValue());
            }
        } catch (BadRowException e) {
            node.put(name, "bad");
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value == null ? null : value.toString();
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = DruidRowsTest.class.getResourceAsStream(resource)) {
            return JSON.readTree(in);
        }
    }
}
