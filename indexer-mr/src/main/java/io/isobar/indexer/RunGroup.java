package io.isobar.indexer;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.hadoop.SharedStages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the runs of one file's outputs have in common. Nothing that says how far they are is forgotten before all of them are
 * sealed: a driver that dies between two outputs leaves the rows of the stages that both need, and a forced run that is asked
 * for again begins no further batch of an output that it has sealed.
 */
final class RunGroup implements AutoCloseable {
    private final ControlDatabase database;
    private final SharedStages stages;
    private final List<CleanUp> later = new ArrayList<>();
    private final Map<String, String> sealed = new LinkedHashMap<>();

    private RunGroup(ControlDatabase database, SharedStages stages) {
        this.database = database;
        this.stages = stages;
    }

    /** Removes what a run has left. */
    @FunctionalInterface
    interface CleanUp {
        void run() throws IOException;
    }

    /**
     * The group of these outputs.
     *
     * @throws IllegalArgumentException if they aren't sealed in one database
     */
    static RunGroup open(List<IndexRunConfig> outputs) throws IOException {
        if (outputs.stream().map(IndexRunConfig::control).distinct().count() != 1) {
            throw new IllegalArgumentException("Outputs of one file are sealed in one control database");
        }
        return new RunGroup(
                ControlDatabase.openCurrent(outputs.get(0).control()),
                SharedStages.of(outputs.stream().map(IndexRunConfig::file).toList()));
    }

    ControlDatabase database() {
        return database;
    }

    SharedStages stages() {
        return stages;
    }

    /** An output is sealed, now or before. */
    void sealed(String dataSource, String inputFingerprint) {
        sealed.put(dataSource, inputFingerprint);
    }

    /** Cleans up once all outputs are sealed. */
    void cleanUpLater(CleanUp cleanUp) {
        later.add(cleanUp);
    }

    /** To be called when all outputs are sealed, and only then. */
    void end() throws IOException {
        for (CleanUp cleanUp : later) {
            cleanUp.run();
        }
        database.batches().told(sealed);
    }

    @Override
    public void close() {
        database.close();
    }
}
