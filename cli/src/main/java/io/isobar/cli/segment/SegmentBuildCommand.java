package io.isobar.cli.segment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.cli.CommandFailedException;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rows in, a segment out. */
@Command(
        name = "build",
        description = {
            "Build one segment from a file of rows by a spec's dataSchema and indexSpec, with no Hadoop.",
            "The spec is an index_hadoop task, what Druid's 'index hadoop' read, or the parts of one segment side by"
                    + " side (timestampSpec, dimensionsSpec, metricsSpec, queryGranularity, rollup, interval, indexSpec)."
        },
        exitCodeList = {
            "0:the segment is there, whole",
            "1:the spec or a row is wrong, or writing failed; nothing is left behind",
            "2:wrong usage"
        },
        footer = "  isobar segment build --spec spec.json --rows rows.jsonl.gz -o segment/")
final class SegmentBuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The spec (JSON).")
    private Path specFile;

    @Option(
            names = "--rows",
            required = true,
            paramLabel = "FILE",
            description = "The rows: JSON lines, or what the spec's parser says; gzip if it ends in .gz.")
    private Path rows;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Where the segment goes: a directory that isn't there yet, or is empty.")
    private Path output;

    @Option(
            names = "--interval",
            paramLabel = "START/END",
            description =
                    "What the segment covers. By default the spec's interval; without one, the time chunks of the rows.")
    private Optional<String> interval = Optional.empty();

    @Option(names = "--lenient", description = "Names that no Druid had are warnings, not errors.")
    private boolean lenient;

    @Option(names = "--json", description = "Print the summary as a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireFile(specFile, "--spec");
        requireFile(rows, "--rows");
        requireVacant(output);
        IndexSpecFile file;
        Optional<Interval> given;
        try {
            file = IndexSpecFile.parse(Files.readAllBytes(specFile), lenient);
            given = interval.map(Interval::parse);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Spec [%s]: %s".formatted(specFile, e.getMessage()), e);
        }
        file.notices().forEach(notice -> spec.commandLine().getErr().println("note: " + notice));
        print(new SegmentFromRows(file.spec(), rows).build(given, output));
        return 0;
    }

    private void print(SegmentFromRows.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode summary = JsonNodeFactory.instance
                    .objectNode()
                    .put("directory", output.toString())
                    .put("interval", result.interval().toString())
                    .put("rowsIn", result.summary().rowsIn())
                    .put("rows", result.summary().rows())
                    .put("bytes", result.summary().bytes());
            ObjectNode outcomes = summary.putObject("outcomes");
            result.outcomes().forEach((outcome, count) -> outcomes.put(outcome.name(), count));
            result.summary().dimensions().forEach(summary.withArray("dimensions")::add);
            result.summary().metrics().forEach(summary.withArray("metrics")::add);
            out.println(summary.toPrettyString());
            return;
        }
        out.printf(
                "%s: %,d rows from %,d input rows, %,d bytes, %s%n",
                output,
                result.summary().rows(),
                result.summary().rowsIn(),
                result.summary().bytes(),
                result.interval());
        for (Map.Entry<RowOutcome, Long> outcome : result.outcomes().entrySet()) {
            if (outcome.getKey() != RowOutcome.PROCESSED && outcome.getValue() > 0) {
                out.printf("  %,d rows %s%n", outcome.getValue(), inWords(outcome.getKey()));
            }
        }
    }

    private static String inWords(RowOutcome outcome) {
        return switch (outcome) {
            case PROCESSED -> "are in it";
            case PROCESSED_WITH_ERROR -> "are in it with null where a value couldn't be read";
            case UNPARSEABLE -> "couldn't be read and were passed over, as maxParseExceptions allows";
            case THROWN_AWAY -> "lie outside of the interval, or the filter left them out";
        };
    }

    private void requireFile(Path file, String option) {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "No file [" + file + "] for " + option);
        }
    }

    private void requireVacant(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                if (!files.iterator().hasNext()) {
                    return;
                }
            }
        }
        throw new ParameterException(
                spec.commandLine(), "Output [" + directory + "] exists already: name another one, or remove it first");
    }
}
