package io.isobar.cli.index;

import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageJob;
import io.isobar.indexer.progress.StageProgress;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.spec.Notice;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tells a person how a run goes: the chain of jobs, every few seconds where it is, and what each job did. */
final class IndexProgress implements IndexListener {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final PrintWriter out;
    private Duration nextLine = QUIET;
    private List<String> chain = List.of();
    private int done;
    private int outputsBegun;
    private volatile boolean hasApplication;
    private volatile BooleanSupplier quiet = () -> false;

    IndexProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void notice(Notice notice) {
        line("note: " + notice);
    }

    @Override
    public void output(String dataSource, int number, int outputs) {
        outputsBegun = number;
        if (outputs > 1) {
            line("output %d of %d: [%s]".formatted(number, outputs, dataSource));
        }
    }

    @Override
    public void chain(List<String> stages) {
        chain = List.copyOf(stages);
        done = 0;
        line("jobs: " + String.join(" → ", stages));
    }

    @Override
    public void started(String stage) {
        nextLine = QUIET;
    }

    @Override
    public void submitted(StageJob job) {
        hasApplication = true;
        line("%s%-12s %s %s%s"
                .formatted(
                        position(),
                        job.stage(),
                        job.attached() ? "found" : "runs as",
                        job.application(),
                        job.trackingUrl().map(url -> "  " + url).orElse("")));
    }

    /** Whether something would go on on a cluster without this process. */
    boolean hasApplication() {
        return hasApplication;
    }

    /** How many outputs have begun, those that are done included. */
    int outputsBegun() {
        return outputsBegun;
    }

    /** As long as that holds no line tells how far a job is: somebody is to read a question. */
    void quietWhile(BooleanSupplier condition) {
        quiet = condition;
    }

    @Override
    public void progress(StageProgress progress) {
        if (progress.elapsed().compareTo(nextLine) < 0 || quiet.getAsBoolean()) {
            return;
        }
        nextLine = progress.elapsed().plus(QUIET);
        line("%s%-12s %3.0f %%  %,d rows  %,.0f rows/s%s"
                .formatted(
                        position(),
                        progress.stage(),
                        100 * progress.fraction(),
                        progress.rows(),
                        progress.rowsPerSecond(),
                        progress.remaining()
                                .map(left -> "  about %d s left".formatted(left.toSeconds() + 1))
                                .orElse("")));
    }

    @Override
    public void resumed(StageReport report) {
        line("%s%-12s was done before  %,d rows in, %,d out"
                .formatted(position(), report.stage(), report.rowsIn(), report.rowsOut()));
        done++;
    }

    @Override
    public void warning(String text) {
        line("warning: " + text);
    }

    @Override
    public void finished(StageReport report) {
        hasApplication = false;
        String position = position();
        done++;
        line("%s%-12s done  %,d rows in, %,d out  %.1f s  %,.0f rows/s"
                .formatted(
                        position,
                        report.stage(),
                        report.rowsIn(),
                        report.rowsOut(),
                        report.took().toMillis() / 1000.0,
                        report.rowsPerSecond()));
    }

    private String position() {
        return chain.isEmpty() ? "" : "[%d/%d] ".formatted(Math.min(done + 1, chain.size()), chain.size());
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
