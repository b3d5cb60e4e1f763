package io.isobar.cli.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isobar.cli.CommandFailedException;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.Filter;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rows of segments, for people and scripts. */
@Command(
        name = "dump",
        description = {
            "Print rows of segments, in the order in which they are stored; no more than a batch of them is held.",
            "Several values of a row are a list. Sketches and other complex objects are Base64 of their bytes."
        },
        exitCodeList = {"0:printed", "1:a segment or column can't be read, or the filter is wrong", "2:wrong usage"},
        footer = "  isobar segment dump segment/ --columns __time,city,clicks --limit 10 --format table")
final class SegmentDumpCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    private CommandSpec spec;

    @Mixin
    private SegmentArguments segments;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "json: an object per line (default); csv: with a line of names first; table: in pages.")
    private RowFormat format = RowFormat.JSON;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME,…",
            description = "These columns in this order; by default all.")
    private List<String> columns = List.of();

    @Option(names = "--limit", paramLabel = "ROWS", description = "At most so many rows in all.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--offset", paramLabel = "ROWS", description = "Without so many rows at the beginning.")
    private long offset;

    @Option(
            names = "--filter",
            paramLabel = "JSON",
            description = "Rows for which Druid's filter is true, such as {\"type\":\"selector\",…}.")
    private Optional<String> filter = Optional.empty();

    @Option(names = "--estimates", description = "How many values a hyperUnique has counted, instead of its bytes.")
    private boolean estimates;

    @Override
    public Integer call() throws IOException {
        if (limit < 0 || offset < 0) {
            throw new ParameterException(spec.commandLine(), "--limit and --offset must not be negative");
        }
        if (json && format != RowFormat.JSON) {
            throw new ParameterException(spec.commandLine(), "--json and --format contradict each other: give one");
        }
        List<Path> paths = segments.all();
        Filter condition = filter.map(this::parse).orElse(null);
        PrintWriter out = spec.commandLine().getOut();
        RowWriter writer = format.writer(names(paths), out);
        RowPrinter printer = new RowPrinter(writer, offset, limit, estimates);
        for (Path path : paths) {
            if (printer.isFull()) {
                break;
            }
            try (Segment segment = Segment.open(path)) {
                printer.print(
                        segment, condition, new Progress(spec.commandLine().getErr(), System::nanoTime));
            }
        }
        writer.finish();
        return 0;
    }

    /** Those asked for, or those of all segments in the order in which they come. */
    private List<String> names(List<Path> paths) throws IOException {
        Set<String> known = new LinkedHashSet<>();
        for (Path path : paths) {
            try (Segment segment = Segment.open(path)) {
                known.addAll(segment.columnNames());
            }
        }
        for (String name : columns) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "No column [" + name + "]: there are " + String.join(", ", known));
            }
        }
        return columns.isEmpty() ? List.copyOf(known) : columns;
    }

    private Filter parse(String text) {
        try {
            return Filter.fromJson(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new CommandFailedException("--filter is not JSON: " + e.getOriginalMessage(), e);
        } catch (QueryException e) {
            throw new CommandFailedException("--filter: " + e.getMessage(), e);
        }
    }
}
