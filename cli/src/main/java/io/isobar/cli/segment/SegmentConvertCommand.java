package io.isobar.cli.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.text.TextTable;
import io.isobar.segment.Segment;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.SegmentConverter;
import io.isobar.segment.build.SegmentSummary;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.column.ColumnLayout;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The same rows in another encoding. */
@Command(
        name = "convert",
        description = {
            "Write a segment anew as another indexSpec asks: the same rows in the same order, complex objects byte for"
                    + " byte. Prints what each column takes before and after.",
            "FILE is Druid's indexSpec (JSON); what it doesn't say has its default."
        },
        exitCodeList = {
            "0:the new segment is there, whole",
            "1:the segment can't be read or carried over, or writing failed; nothing is left behind",
            "2:wrong usage"
        },
        footer = "  echo '{\"bitmap\":{\"type\":\"roaring\"},\"longEncoding\":\"auto\"}' > small.json%n"
                + "  isobar segment convert druids.zip small/ --index-spec small.json")
final class SegmentConvertCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ZIP = ".zip";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SRC", description = "A segment: a directory, or a zip of one.")
    private Path source = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DST",
            description = "Where the new one goes: a directory, or a zip if it ends in .zip, that isn't there yet.")
    private Path target = Path.of("");

    @Option(names = "--index-spec", required = true, paramLabel = "FILE", description = "The indexSpec (JSON).")
    private Path indexSpec = Path.of("");

    @Option(names = "--json", description = "Print the sizes as a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(source)) {
            throw new ParameterException(spec.commandLine(), "No segment [" + source + "]: there is no such file");
        }
        if (!Files.isRegularFile(indexSpec)) {
            throw new ParameterException(spec.commandLine(), "No file [" + indexSpec + "] for --index-spec");
        }
        if (Files.exists(target)) {
            throw new ParameterException(
                    spec.commandLine(), "Target [" + target + "] exists already: name another one, or remove it first");
        }
        IndexSpec wanted = parse();
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        Files.createDirectories(parent);
        Path work = Files.createTempDirectory(parent, ".segment-convert-");
        try (Segment before = Segment.open(source)) {
            Path directory = work.resolve("segment");
            SegmentSummary summary =
                    SegmentConverter.convert(before, wanted, Files.createDirectory(work.resolve("scratch")), directory);
            try (Segment after = Segment.open(directory)) {
                publish(work, directory, absolute);
                print(summary.rows(), sizes(before), sizes(after));
            }
        } finally {
            delete(work);
        }
        return 0;
    }

    private IndexSpec parse() throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(indexSpec));
            return IndexSpec.fromJson(root);
        } catch (JsonProcessingException e) {
            throw new CommandFailedException("[%s] is not JSON: %s".formatted(indexSpec, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("[%s]: %s".formatted(indexSpec, e.getMessage()), e);
        }
    }

    /** Gives the segment its name when it is complete. */
    private static void publish(Path work, Path directory, Path target) throws IOException {
        Path whole = directory;
        if (target.toString().endsWith(ZIP)) {
            whole = work.resolve("segment" + ZIP);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole))) {
                SegmentZip.pack(directory, out);
            }
        }
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, Long> sizes(Segment segment) {
        Map<String, Long> sizes = new TreeMap<>();
        for (String name : segment.columnNames()) {
            sizes.put(name, segment.layout(name).map(ColumnLayout::bytes).orElse(0L));
        }
        return sizes;
    }

    private void print(int rows, Map<String, Long> before, Map<String, Long> after) {
        long from = before.values().stream().mapToLong(Long::longValue).sum();
        long to = after.values().stream().mapToLong(Long::longValue).sum();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode root = JsonNodeFactory.instance
                    .objectNode()
                    .put("directory", target.toString())
                    .put("rows", rows)
                    .put("bytesBefore", from)
                    .put("bytesAfter", to);
            ObjectNode columns = root.putObject("columns");
            before.forEach((name, bytes) ->
                    columns.putObject(name).put("before", bytes).put("after", after.getOrDefault(name, 0L)));
            out.println(root.toPrettyString());
            return;
        }
        TextTable table = new TextTable("column", "bytes before", "after", "ratio");
        before.forEach((name, bytes) -> table.row(
                name,
                bytes,
                after.getOrDefault(name, 0L),
                bytes == 0 ? "" : "%.2f".formatted(after.getOrDefault(name, 0L) / (double) bytes)));
        table.row("all columns", from, to, "%.2f".formatted(from == 0 ? 1 : to / (double) from));
        out.println(table.render("  "));
        out.printf("%s: %,d rows%n", target, rows);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
