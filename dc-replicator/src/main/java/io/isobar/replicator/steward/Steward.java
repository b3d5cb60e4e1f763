package io.isobar.replicator.steward;

/** The steward process of one data center. */
@SuppressWarnings("DoNotCallSuggester")
public final class Steward implements AutoCloseable {
    private Steward() {}

    /** Runs until it is closed. */
    public static Steward start(StewardConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    /** Where peers pull segments from. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
