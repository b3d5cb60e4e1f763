package io.isobar.catalog.discovery;

import java.io.IOException;
import java.nio.file.Path;

/** A ZooKeeper ensemble of one inside this process, on localhost: enough for one machine. */
@SuppressWarnings("DoNotCallSuggester")
public final class ZooKeeperServer implements AutoCloseable {
    /** Starts with its files in a directory, on a port (0: any free one). */
    public static ZooKeeperServer start(Path directory, int port) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** {@code 127.0.0.1:port}. */
    public String connectString() {
        throw new UnsupportedOperationException();
    }

    /** Stops. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
