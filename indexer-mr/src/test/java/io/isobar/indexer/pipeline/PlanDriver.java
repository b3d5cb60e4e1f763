package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs the jobs of a plan in memory, over given rows of its sources. */
final class PlanDriver {
    private final PipelinePlan plan;
    private final Map<String, List<Row>> sources;
    private final Random random;
    private final Path directory;
    private final Map<ShuffleJob, List<Row>> written = new HashMap<>();
    private int thrownAway;

    PlanDriver(PipelinePlan plan, Map<String, List<Row>> sources, Random random, Path directory) {
        this.plan = plan;
        this.sources = sources;
        this.random = random;
        this.directory = directory;
    }

    /** The rows that the segments are built from. */
    List<Row> rows() throws BadRowException, IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Dataset dataset : plan.rows()) {
            rows.addAll(rows(dataset));
        }
        return rows;
    }

    /** How many rows were left out on the way. */
    int thrownAway() {
        return thrownAway;
    }

    private List<Row> rows(Dataset dataset) throws BadRowException, IOException, InterruptedException {
        List<Row> read = dataset.writer().isPresent() ? written(dataset.writer().get()) : sources.get(dataset.base());
        RowChain chain = new RowChain(dataset.steps(), lookup -> {
            throw new IllegalStateException("No table is at hand for " + lookup);
        });
        List<Row> rows = new ArrayList<>();
        for (Row row : read) {
            List<Row> after = chain.apply(Row.copyOf(row));
            thrownAway += after.isEmpty() ? 1 : 0;
            rows.addAll(after);
        }
        return rows;
    }

    private List<Row> written(ShuffleJob job) throws BadRowException, IOException, InterruptedException {
        List<Row> known = written.get(job);
        if (known == null) {
            StageDriver driver = new StageDriver(job.logic(), random, directory);
            for (int i = 0; i < job.inputs().size(); i++) {
                driver.route(job.side(i), rows(job.inputs().get(i)));
            }
            known = driver.result();
            thrownAway += driver.rowsThrownAway();
            written.put(job, known);
        }
        return known;
    }
}
