package io.isobar.cli.segment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isobar.cli.CommandFailedException;
import io.isobar.query.Query;
import io.isobar.query.error.QueryException;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Druid's native queries over segments at hand. */
@Command(
        name = "query",
        description = {
            "Answer native queries from segments, with no server.",
            "FILE holds one query; or an array of them, and then the answer is the array of their answers. A query's"
                    + " dataSource is taken to mean the segments given. The answer is Druid's JSON."
        },
        exitCodeList = {"0:answered", "1:a query is wrong or not supported, or a segment can't be read", "2:wrong usage"
        },
        footer =
                "  echo '{\"queryType\":\"timeBoundary\",\"dataSource\":\"any\"}' | isobar segment query segment/ -f -")
final class SegmentQueryCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Spec
    private CommandSpec spec;

    @Mixin
    private SegmentArguments segments;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The query or queries (JSON); - for standard input.")
    private String file = "";

    @Override
    public Integer call() throws IOException {
        List<Path> paths = segments.all();
        JsonNode root = read();
        List<Query> queries = new ArrayList<>();
        if (root.isArray()) {
            for (int i = 0; i < root.size(); i++) {
                queries.add(parse(root.get(i), "Query [" + i + "] of [" + file + "]: "));
            }
        } else {
            queries.add(parse(root, "Query in [" + file + "]: "));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (SegmentAnswers answers = open(paths);
                JsonGenerator generator = JSON.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            // What a failure cuts off must not look whole.
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            if (root.isArray()) {
                generator.writeStartArray();
            }
            for (Query query : queries) {
                answers.answer(query, generator);
            }
            if (root.isArray()) {
                generator.writeEndArray();
            }
        }
        out.println();
        return 0;
    }

    private static SegmentAnswers open(List<Path> paths) throws IOException {
        SegmentAnswers answers = new SegmentAnswers();
        try {
            for (int i = 0; i < paths.size(); i++) {
                Segment segment = Segment.open(paths.get(i));
                answers.add(new SegmentId("given", segment.interval(), "given", i), segment);
            }
            return answers;
        } catch (IOException | RuntimeException e) {
            answers.close();
            throw e;
        }
    }

    private JsonNode read() throws IOException {
        if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
            throw new ParameterException(spec.commandLine(), "No file [" + file + "] for --file");
        }
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            JsonNode root = JSON.readTree(in);
            if (root == null || root.isMissingNode() || root.isEmpty()) {
                throw new CommandFailedException(
                        "[%s] has no query: it should hold a JSON object, or an array of them".formatted(file));
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new CommandFailedException(
                    "[%s] is not JSON: %s at line [%d] column [%d]"
                            .formatted(
                                    file,
                                    e.getOriginalMessage(),
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()),
                    e);
        }
    }

    private static Query parse(JsonNode json, String where) {
        try {
            return Query.parse(json);
        } catch (QueryException e) {
            throw new CommandFailedException(where + e.getMessage(), e);
        }
    }
}
