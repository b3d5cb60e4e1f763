package io.isobar.cli.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads every value of segments and checks what readers rely on. */
@Command(
        name = "verify",
        description = {
            "Read every value of segments, and check what readers rely on: times within the interval and in order,"
                    + " dictionaries sorted, ids within them, bitmaps that agree with the rows. All that is wrong is"
                    + " listed, damage with file and byte.",
            "The checksums of a zip's entries are checked, and its SHA-256 if that is its name."
        },
        exitCodeList = {"0:all segments are sound", "1:at least one is not", "2:wrong usage"},
        footer = "  isobar segment verify deep-storage/segments/*/*.zip")
final class SegmentVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SegmentArguments segments;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        int unsound = 0;
        for (Path path : segments.all()) {
            Progress progress = new Progress(spec.commandLine().getErr(), System::nanoTime);
            List<Problem> problems = SegmentCheck.problems(path, progress);
            unsound += problems.isEmpty() ? 0 : 1;
            if (json) {
                add(array.addObject().put("path", path.toString()).putArray("problems"), problems);
            } else if (problems.isEmpty()) {
                out.println(path + ": sound");
            } else {
                problems.forEach(problem -> out.println(path + ": " + problem.text()));
            }
        }
        if (json) {
            out.println(array.toPrettyString());
        }
        return unsound == 0 ? 0 : 1;
    }

    private static void add(ArrayNode array, List<Problem> problems) {
        for (Problem problem : problems) {
            ObjectNode added = array.addObject().put("problem", problem.text());
            problem.file().ifPresent(file -> added.put("file", file));
            problem.offset().ifPresent(offset -> added.put("offset", offset));
        }
    }
}
