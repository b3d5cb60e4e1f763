package io.isobar.catalog.dc;

import java.io.IOException;
import java.nio.file.Path;

/** An H2 server in this process: databases in a directory, for other processes by TCP on localhost, with a password. */
@SuppressWarnings("DoNotCallSuggester")
public final class DatabaseServer implements AutoCloseable {
    /** Starts on a port (0: any free one), with the databases that it serves, which are made if they aren't there. */
    public static DatabaseServer start(Path directory, int port, String user, Path passwordFile, String... databases)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The port. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** The JDBC URL of one of its databases. */
    public String url(String database) {
        throw new UnsupportedOperationException();
    }

    /** Stops. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
