package io.isobar.catalog.control;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.SqlDatabase;
import java.io.IOException;

/** The control database of the home region. Thread-safe; many processes have it open at once. */
public final class ControlDatabase implements AutoCloseable {
    /** The newest of the scripts in {@value #SCRIPTS}. */
    static final int SCHEMA_VERSION = 4;

    private static final String SCRIPTS = "db/control";
    private static final String HISTORY = "isobar_control_schema";

    private final SqlDatabase database;
    private final BatchLedger batches;
    private final RunLocks runLocks;
    private final BackfillLedger backfills;
    private final ReleaseLedger releases;
    private final DcLedger dcs;
    private final Journal journal;

    private ControlDatabase(SqlDatabase database) {
        this.database = database;
        Views views = new Views();
        this.batches = new BatchLedger(database, views);
        this.runLocks = new RunLocks(database);
        this.backfills = new BackfillLedger(database);
        this.releases = new ReleaseLedger(database, views);
        this.dcs = new DcLedger(database);
        this.journal = new Journal(database);
    }

    /** Connects. The schema is as found: see {@link #migrate}. */
    public static ControlDatabase open(DatabaseConfig config) throws IOException {
        return over(SqlDatabase.open(config, "control-database"));
    }

    /**
     * Connects, and brings the schema to this version's first: for whoever may be the first to use the database.
     *
     * @throws IOException if it can't be reached
     */
    public static ControlDatabase openCurrent(DatabaseConfig config) throws IOException {
        ControlDatabase database = open(config);
        try {
            if (!database.isCurrent()) {
                database.migrate();
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    static ControlDatabase over(SqlDatabase database) {
        return new ControlDatabase(database);
    }

    /** Brings the schema to this version's. Any number of processes may do so at once. */
    public void migrate() {
        database.migrate(SCRIPTS, HISTORY);
    }

    /** Whether nothing is left to {@link #migrate}. */
    boolean isCurrent() {
        return database.hasVersion(SCHEMA_VERSION, HISTORY);
    }

    /** What homes produce. */
    public BatchLedger batches() {
        return batches;
    }

    /** Which run indexes what. */
    public RunLocks runLocks() {
        return runLocks;
    }

    /** Who indexes which stretch of the past. */
    public BackfillLedger backfills() {
        return backfills;
    }

    /** What is published. */
    public ReleaseLedger releases() {
        return releases;
    }

    /** The DCs, and what their stewards report. */
    public DcLedger dcs() {
        return dcs;
    }

    /** What is being done right now. */
    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        database.close();
    }
}
