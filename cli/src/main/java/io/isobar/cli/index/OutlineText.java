package io.isobar.cli.index;

import io.isobar.indexer.outline.InputSizes;
import io.isobar.indexer.outline.JobOutline;
import io.isobar.indexer.outline.RunOutline;
import java.io.PrintWriter;
import java.util.List;

/** The jobs of runs, for people. */
final class OutlineText {
    private OutlineText() {}

    static void print(List<RunOutline> runs, List<InputSizes> sizes, PrintWriter out) {
        for (int i = 0; i < runs.size(); i++) {
            RunOutline run = runs.get(i);
            out.printf(
                    "Datasource [%s]: %s%n",
                    run.dataSource(), run.intervals().isEmpty() ? "the time chunks that have rows" : run.intervals());
            run.notices().forEach(notice -> out.println("note: " + notice));
            int number = 1;
            for (JobOutline job : run.jobs()) {
                out.println();
                print("[%d/%d] ".formatted(number++, run.jobs().size()), job, sizes.get(i), out);
            }
            out.println();
        }
    }

    private static void print(String number, JobOutline job, InputSizes sizes, PrintWriter out) {
        out.println(number + job.title());
        if (job.sharedWith().isPresent()) {
            out.println("      was run for [" + job.sharedWith().get() + "]");
            return;
        }
        for (JobOutline.Input input : job.inputs()) {
            out.println("      reads   [%s] %s%s"
                    .formatted(
                            input.name(),
                            input.files(),
                            sizes.of(input.name())
                                    .filter(size -> !input.intermediate())
                                    .map(size -> ": %,d files, %,d bytes".formatted(size.files(), size.bytes()))
                                    .orElse("")));
            input.steps().forEach(step -> out.println("              then " + step));
        }
        out.println("      by      " + job.key());
        out.println("      does    " + job.work());
    }
}
