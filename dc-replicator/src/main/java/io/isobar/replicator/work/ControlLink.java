package io.isobar.replicator.work;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import java.io.IOException;
import java.util.Optional;

/**
 * The way to the control database, which may not be there when a process starts: it is opened when first needed, and
 * whoever needs it tries again.
 */
public final class ControlLink implements AutoCloseable {
    private final DatabaseConfig config;
    private Optional<ControlDatabase> open = Optional.empty();
    private boolean closed;

    /** Opens nothing yet. */
    public ControlLink(DatabaseConfig config) {
        this.config = config;
    }

    /** The open database. */
    public synchronized ControlDatabase database() throws IOException {
        if (closed) {
            throw new IOException("The process is ending");
        }
        if (open.isEmpty()) {
            open = Optional.of(ControlDatabase.open(config));
        }
        return open.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.ifPresent(ControlDatabase::close);
        open = Optional.empty();
    }
}
