package io.isobar.indexer.progress;

import io.isobar.indexer.spec.Notice;
import java.util.List;

/** Told about a run by the thread that runs it. Every method does nothing by default. */
public interface IndexListener {
    /** Listens to nothing. */
    IndexListener SILENT = new IndexListener() {};

    /** A field of the spec has no effect, or another than in Druid. */
    default void notice(Notice notice) {}

    /** The run of one output begins, of several that a file may have. */
    default void output(String dataSource, int number, int outputs) {}

    /** The names of all stages that follow, in their order. */
    default void chain(List<String> stages) {}

    /** A stage begins. */
    default void started(String stage) {}

    /** The application of a stage is known; told again when its tracking URL is. Never told by the local runner. */
    default void submitted(StageJob job) {}

    /** How far a stage is; once a second or so. */
    default void progress(StageProgress progress) {}

    /** A stage is done. */
    default void finished(StageReport report) {}

    /** A stage was done by an earlier driver of this run, and isn't repeated. */
    default void resumed(StageReport report) {}

    /** Something that a user should know, and that doesn't end the run. */
    default void warning(String text) {}
}
