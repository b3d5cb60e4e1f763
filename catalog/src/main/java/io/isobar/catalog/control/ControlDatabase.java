package io.isobar.catalog.control;

import io.isobar.catalog.config.DatabaseConfig;
import java.io.IOException;

/** The control database of the home region. Thread-safe; many processes have it open at once. */
@SuppressWarnings("DoNotCallSuggester")
public final class ControlDatabase implements AutoCloseable {
    private ControlDatabase() {}

    /** Connects. The schema is as found: see {@link #migrate}. */
    public static ControlDatabase open(DatabaseConfig config) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Brings the schema to this version's. Any number of processes may do so at once. */
    public void migrate() {
        throw new UnsupportedOperationException();
    }

    /** What homes produce. */
    public BatchLedger batches() {
        throw new UnsupportedOperationException();
    }

    /** What is published. */
    public ReleaseLedger releases() {
        throw new UnsupportedOperationException();
    }

    /** The DCs, and what their stewards report. */
    public DcLedger dcs() {
        throw new UnsupportedOperationException();
    }

    /** What is being done right now. */
    public Journal journal() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
