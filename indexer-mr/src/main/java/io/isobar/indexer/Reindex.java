package io.isobar.indexer;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.hadoop.HadoopSetup;
import io.isobar.indexer.reindex.ReindexPlan;
import io.isobar.indexer.reindex.SpecChanges;
import io.isobar.indexer.segments.CatalogSegments;
import io.isobar.indexer.segments.SegmentOrigins;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.function.Function;

/** Indexes segments again: plans out of what they say, then it is a run like any other. */
public final class Reindex {
    private final ReindexPlan plan;
    private final IndexRunConfig config;

    private Reindex(ReindexPlan plan, IndexRunConfig config) {
        this.plan = plan;
        this.config = config;
    }

    /**
     * Looks at the segments, and plans.
     *
     * @param environment where the run happens, for a spec
     * @throws IOException if segments can't be found or read
     * @throws IllegalArgumentException if what they say doesn't fit together, or the interval cuts a chunk
     */
    public static Reindex plan(
            String dataSource,
            Interval interval,
            SpecChanges changes,
            Function<IndexSpecFile, IndexRunConfig> environment)
            throws IOException {
        // only the spec is open as yet, not where it runs
        IndexRunConfig where = environment.apply(ReindexPlan.outline(dataSource, interval));
        HadoopSetup setup =
                new HadoopSetup(where.hadoopFiles(), where.hadoopProperties(), where.tasks(), where.workingPath());
        try (ControlDatabase control = ControlDatabase.openCurrent(where.control());
                SegmentOrigins origins =
                        SegmentOrigins.open(where.file().origin(), new CatalogSegments(control, where.store()))) {
            ReindexPlan plan = ReindexPlan.of(dataSource, interval, changes, origins, setup);
            return new Reindex(plan, environment.apply(plan.file()));
        }
    }

    /** What would run, and what it reads. */
    public ReindexPlan plan() {
        return plan;
    }

    /** The run of the plan, for {@link IndexRun}. */
    public IndexRunConfig config() {
        return config;
    }
}
