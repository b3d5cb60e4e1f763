package io.isobar.replicator.controller;

/** The controller process. */
@SuppressWarnings("DoNotCallSuggester")
public final class Controller implements AutoCloseable {
    private Controller() {}

    /** Runs until it is closed. */
    public static Controller start(ControllerConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    /** Where the console listens. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
