package io.isobar.stories.druid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.LineParser;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.RowProcessor;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines of text become the rows that Druid's own parsers make of them: random ones, under parsers and inputFormats.
 *
 * <p>What Isobar takes for a mistake and Druid for data is left out here: broken quotes in CSV, text after a JSON object. And a pattern
 * that ends in an offset takes texts without one here.
 */
class RowsEqualDruidIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES = 400;

    private final Random random = new Random(20260101);
    private final List<ObjectNode> jobs = new ArrayList<>();

    @Test
    void eachLineGivesTheRowThatDruidMakesOfIt(@TempDir Path directory) throws Exception {
        addDelimited();
        addRegex();
        addJson();
        addTimes();

        JsonNode theirs = DruidJudge.run(
                DruidJudge.Druid.DRUID_33,
                directory,
                "io.isobar.druid.DruidParsers",
                JSON.createArrayNode().addAll(jobs));

        List<String> differences = new ArrayList<>();
        int lines = 0;
        int rows = 0;
        for (int i = 0; i < jobs.size(); i++) {
            ArrayNode ours = rows(jobs.get(i));
            for (int line = 0; line < ours.size(); line++) {
                JsonNode row = JSON.readTree(ours.get(line).toString()); // numbers of the same types
                if (!row.equals(theirs.get(i).get(line))) {
                    differences.add("%s: %s is %s to Druid, and %s to Isobar"
                            .formatted(
                                    jobs.get(i).path("what").asText(),
                                    jobs.get(i).path("lines").get(line),
                                    theirs.get(i).get(line),
                                    row));
                }
                lines++;
                rows += row.isNull() ? 0 : 1;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(rows).as("rows that are no bad rows").isGreaterThan(lines / 3);
    }

    private void addDelimited() throws IOException {
        String columns = "\"columns\": [\"t\", \"a\", \"b\", \"c\"]";
        Function<Random, String> csv = random -> values(random, ",", this::quoted);
        Function<Random, String> tsv = random -> values(random, "\t", this::plain);
        addParser("{\"format\": \"csv\", " + columns + ", \"listDelimiter\": \"|\"", csv);
        addParser("{\"format\": \"csv\", " + columns, csv);
        addParser("{\"format\": \"tsv\", " + columns + ", \"listDelimiter\": \"||\"", tsv);
        addParser(
                "{\"format\": \"tsv\", " + columns + ", \"delimiter\": \"::\"",
                random -> values(random, "::", this::plain));
        addFormat("{\"type\": \"csv\", " + columns + ", \"listDelimiter\": \"|\", \"tryParseNumbers\": true}", csv);
        addFormat("{\"type\": \"tsv\", " + columns + ", \"listDelimiter\": \"|\"}", tsv);
    }

    private void addRegex() throws IOException {
        String pattern = "\"pattern\": \"(\\\\d*);([^;]*);(.*)\", \"columns\": [\"t\", \"a\", \"b\"]";
        Function<Random, String> lines = random ->
                random.nextInt(1_000) + ";" + plain(random) + (random.nextInt(9) == 0 ? "" : ";" + plain(random));
        addParser("{\"format\": \"regex\", " + pattern + ", \"listDelimiter\": \"[|]\"", lines);
        addFormat("{\"type\": \"regex\", " + pattern + ", \"listDelimiter\": \"|\"}", lines);
    }

    private void addJson() throws IOException {
        Function<Random, String> lines = random -> object(random).toString();
        String fields = """
                "fields": ["a", {"type": "root", "name": "renamed", "expr": "b"},
                  {"type": "path", "name": "p1", "expr": "$.o.a"}, {"type": "path", "name": "p2", "expr": "$.l[1]"},
                  {"type": "path", "name": "p3", "expr": "$.l[*].a"}, {"type": "path", "name": "p4", "expr": "$..b"},
                  {"type": "path", "name": "p5", "expr": "$.o"}, {"type": "path", "name": "p6", "expr": "$['o']['l'][0]"},
                  {"type": "path", "name": "p7", "expr": "$.l[?(@.a)].b"}, {"type": "path", "name": "p8", "expr": "$.o['b','a']"},
                  {"type": "tree", "name": "t1", "nodes": ["o", "o", "a"]},
                  {"type": "jq", "name": "q1", "expr": ".l | length"}, {"type": "jq", "name": "q2", "expr": ".a"}]""";
        String flatten = ", \"flattenSpec\": {\"useFieldDiscovery\": %s, " + fields + "}";
        addParser("{\"format\": \"json\"", lines);
        addParser("{\"format\": \"json\"" + flatten.formatted("true"), lines);
        addParser("{\"format\": \"json\"" + flatten.formatted("false"), lines);
        addParser("{\"format\": \"json\", \"dimensionsSpec\": {\"dimensions\": [\"a\", \"o\", \"l\"]}", lines);
        addFormat("{\"type\": \"json\"" + flatten.formatted("true") + "}", lines);
        addParser(
                "{\"format\": \"jsonLowercase\"",
                random -> object(random, List.of("T", "A", "b")).toString());
    }

    private void addTimes() throws IOException {
        for (String format : List.of(
                "auto",
                "iso",
                "posix",
                "millis",
                "micro",
                "nano",
                "ruby",
                "yyyy-MM-dd HH:mm:ss",
                "yyyyMMdd",
                "dd/MMM/yyyy:HH:mm:ss Z",
                "EEE, d MMM yyyy hh:mm a",
                "yyyy-MM-dd HH:mm z")) {
            for (String missing : List.of("null", "\"2000-01-01\"")) {
                ObjectNode job = (ObjectNode) JSON.readTree("""
                        {"what": "%s", "parser": {"type": "string", "parseSpec": {"format": "json", "timestampSpec":
                          {"column": "t", "format": "%s", "missingValue": %s},
                          "dimensionsSpec": {"dimensions": ["none"]}}}}""".formatted(format, format, missing));
                addLines(
                        job,
                        random -> JSON.createObjectNode().set("t", time(random)).toString());
            }
        }
    }

    private void addParser(String openParseSpec, Function<Random, String> lines) throws IOException {
        String dimensions = openParseSpec.contains("dimensionsSpec") ? "" : ", \"dimensionsSpec\": {}";
        String parser = "{\"type\": \"string\", \"parseSpec\": %s, \"timestampSpec\": {\"column\": \"t\"}%s}}"
                .formatted(openParseSpec, dimensions);
        ObjectNode job = JSON.createObjectNode().put("what", openParseSpec);
        job.set("parser", JSON.readTree(parser));
        addLines(job, lines);
    }

    private void addFormat(String inputFormat, Function<Random, String> lines) throws IOException {
        ObjectNode job = JSON.createObjectNode().put("what", inputFormat);
        job.set("inputFormat", JSON.readTree(inputFormat));
        job.putObject("timestampSpec").put("column", "t");
        job.putObject("dimensionsSpec");
        addLines(job, lines);
    }

    private void addLines(ObjectNode job, Function<Random, String> lines) {
        ArrayNode all = job.putArray("lines");
        for (int i = 0; i < LINES; i++) {
            all.add(lines.apply(random));
        }
        jobs.add(job);
    }

    private static String values(Random random, String delimiter, Function<Random, String> value) {
        List<String> values = new ArrayList<>(List.of(String.valueOf(random.nextInt(1_000_000))));
        for (int i = random.nextInt(5); i > 0; i--) {
            values.add(value.apply(random));
        }
        return String.join(delimiter, values);
    }

    private String plain(Random random) {
        return pick(
                random, "", "x", "é😀", " y ", "7", "-1.5", "1e3", "0x1F", "09", "1L", "a|b", "|", "a||b|", "\u0001z",
                "q\"r", "\"", "null", "true");
    }

    private String quoted(Random random) {
        return pick(
                random,
                "",
                "x",
                "é😀",
                " y ",
                "7",
                "-1.5",
                "a|b",
                "|",
                "\"\"",
                "\"a,b\"",
                "\"say \"\"x\"\"\"",
                "\"\"\"\"",
                "\"1|2\"",
                " \"z\" ",
                "in\"side",
                "two\"\"side",
                "null");
    }

    private ObjectNode object(Random random) {
        return object(random, List.of("t", "a", "b", "l", "o"));
    }

    private ObjectNode object(Random random, List<String> names) {
        ObjectNode object = JSON.createObjectNode();
        for (String name : names) {
            if (name.equalsIgnoreCase("t")) {
                object.put(name, random.nextInt(1_000_000));
            } else if (name.equals("l")) {
                object.set(name, list(random));
            } else if (name.equals("o") && random.nextBoolean()) {
                object.set(name, object(random, List.of("a", "b", "l", "o")));
            } else {
                object.set(name, scalar(random));
            }
        }
        return object;
    }

    private ArrayNode list(Random random) {
        ArrayNode list = JSON.createArrayNode();
        int kind = random.nextInt(3);
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(kind == 0 ? object(random, List.of("a", "b")) : kind == 1 ? list(random) : scalar(random));
        }
        return list;
    }

    private static JsonNode scalar(Random random) {
        var nodes = JSON.getNodeFactory();
        return switch (random.nextInt(9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(random.nextDouble() * 1e9);
            case 4 -> nodes.numberNode(new BigInteger(80, random));
            case 5 -> nodes.textNode("");
            default -> nodes.textNode(pick(random, "x", "é😀", "12", " y", "q\"r"));
        };
    }

    private JsonNode time(Random random) {
        var nodes = JSON.getNodeFactory();
        String zone = pick(random, "", "", "Z", "+02:00", "-0730", "+05", " UTC", " PST");
        String text = switch (random.nextInt(8)) {
            case 0 -> "2001-%02d-%02d".formatted(1 + random.nextInt(13), 1 + random.nextInt(30));
            case 1 -> "2001-02-03T%02d:%02d".formatted(random.nextInt(25), random.nextInt(60)) + zone;
            case 2 ->
                "2001-02-03 %02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(61))
                        + zone;
            case 3 -> "2001-2-3T4:5:6%s%s".formatted(pick(random, ".7", ",789", ".123456789", ""), zone);
            case 4 ->
                pick(random, "2001", "2001-W05-6", "2001-034", "20010203", "-1000", "2001-02-03T", "", " ", "soon");
            case 5 ->
                pick(
                        random,
                        "03/Feb/2001:04:05:06 +0100",
                        "2001-02-03T04:05:06.789+01:00",
                        "Sat, 3 Feb 2001 04:05 PM",
                        "2001-02-03 04:05 PST",
                        "2001-02-03 04:05 UTC",
                        "2001-02-03 04:05:06");
            case 6 -> String.valueOf(random.nextLong() >> random.nextInt(60));
            default -> pick(random, "\"%s\"", " %s ", "%s.25", "1e%s").formatted(random.nextInt(100_000));
        };
        return switch (random.nextInt(9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextLong() >> 20);
            default -> nodes.textNode(text);
        };
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static ArrayNode rows(ObjectNode job) throws IOException {
        ObjectNode spec = JSON.createObjectNode();
        ObjectNode schema = spec.putObject("dataSchema").put("dataSource", "x");
        if (job.has("parser")) {
            schema.set("parser", job.get("parser"));
        } else {
            schema.set("timestampSpec", job.get("timestampSpec"));
            schema.set("dimensionsSpec", job.get("dimensionsSpec"));
            spec.putObject("ioConfig").set("inputFormat", job.get("inputFormat"));
        }
        IngestionSpec read = IndexSpecFile.parse(spec.toString().getBytes(StandardCharsets.UTF_8), false)
                .spec();
        LineParser parser = LineParser.of(read.format(), () -> null);
        RowProcessor processor =
                new RowProcessor(read, time -> true, new BadRows(Long.MAX_VALUE, badRow -> {}), outcome -> {});
        ArrayNode rows = JSON.createArrayNode();
        for (JsonNode line : job.path("lines")) {
            rows.add(row(read, parser, processor, line.asText()));
        }
        return rows;
    }

    private static JsonNode row(IngestionSpec spec, LineParser parser, RowProcessor processor, String line)
            throws IOException {
        Row row;
        try {
            row = parser.parse(line);
        } catch (BadRowException e) {
            return JSON.nullNode();
        }
        BuildRow built = processor.process(row, RowPosition.of("x", "line", 1));
        if (built == null) {
            return JSON.nullNode();
        }
        ObjectNode node = JSON.createObjectNode().put("time", built.timestamp());
        ObjectNode fields = node.putObject("fields");
        List<String> names = spec.dimensions().discovers()
                ? List.copyOf(row.fields().keySet())
                : spec.dimensions().listed().stream()
                        .map(dimension -> dimension.name())
                        .toList();
        for (String name : names) {
            Object value = row.value(name);
            if (value instanceof List<?> list) {
                ArrayNode texts = fields.putArray(name);
                list.forEach(element -> texts.add(element == null ? null : element.toString()));
            } else if (value != null && !name.equals(spec.timestamp().column())) {
                fields.put(name, value.toString());
            }
        }
        return node;
    }
}
