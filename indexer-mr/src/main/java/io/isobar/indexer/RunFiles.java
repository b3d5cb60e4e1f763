package io.isobar.indexer;

import io.isobar.catalog.control.BatchLedger;
import io.isobar.indexer.hadoop.ClusterProblem;
import io.isobar.indexer.hadoop.HadoopJobs;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** What one run keeps in the working path: a directory of its own, by which it is found again. */
final class RunFiles {
    private static final int DIGITS = 64;
    private static final int RUN_NAME_DIGITS = 12;

    private final HadoopJobs jobs;
    private final String runName;

    RunFiles(HadoopJobs jobs, String fingerprint) {
        this.jobs = jobs;
        this.runName = runName(fingerprint);
    }

    /**
     * Some digits of both halves, of which one alone may name the segments that are read, and the other the spec. A forced
     * run has files of its own: those of the run before may still be read.
     */
    private static String runName(String fingerprint) {
        int again = fingerprint.indexOf(BatchLedger.AGAIN);
        int half = DIGITS / 2;
        return fingerprint.substring(0, RUN_NAME_DIGITS)
                + fingerprint.substring(half, half + RUN_NAME_DIGITS)
                + (again < 0 ? "" : "-" + fingerprint.substring(again + 1));
    }

    String runName() {
        return runName;
    }

    /** An application without a driver writes into the directory of this run: it is taken up, or ended by whoever knows. */
    void prepare(RunOptions options) throws IOException {
        if (options.resume()) {
            return;
        }
        Optional<String> living = jobs.livingApplication(runName);
        if (living.isPresent()) {
            throw new RunLockedException(
                    "Application %s of this run goes on without a driver: take it up with --resume, or kill it first"
                            .formatted(living.get()));
        }
        jobs.removeLeftovers(runName);
    }

    /** What stages of a run that was sealed before have written serves other outputs, if its driver died before them. */
    void takeUp(URI store) throws IOException {
        jobs.takeUp(runName, store);
    }

    Optional<String> badRows() throws IOException {
        return jobs.badRows(runName);
    }

    /** The run is sealed: its files go, at once or when no other output needs them. */
    void sealed(RunGroup group) throws IOException {
        if (jobs.isNeededByOthers()) {
            group.cleanUpLater(() -> jobs.cleanUp(runName));
        } else {
            jobs.cleanUp(runName);
        }
    }

    /** The error of a run: the data of bad rows is in a file of its own, and whoever reads the error should find it. */
    IOException failed(IOException e) {
        try {
            StringBuilder message =
                    new StringBuilder(String.valueOf(ClusterProblem.plain(e).getMessage()));
            if (jobs.hasFinishedStages(runName)) {
                message.append(". The stages before are kept: --resume goes on after them");
            } else {
                jobs.cleanUp(runName);
            }
            badRows()
                    .ifPresent(badRows -> message.append(". What stands there is in [")
                            .append(badRows)
                            .append(']'));
            return new IOException(message.toString(), e);
        } catch (IOException suppressed) {
            e.addSuppressed(suppressed);
            return e;
        }
    }
}
