package io.isobar.indexer;

import java.io.IOException;

/** Another run is at these intervals, or an application of this very run goes on without its driver. Nothing was done. */
public final class RunLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    RunLockedException(String message) {
        super(message);
    }
}
