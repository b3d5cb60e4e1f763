package io.isobar.indexer;

import java.io.IOException;

/** This run lost its lock, and another one was granted it: nothing of this one is published. */
public final class RunTakenOverException extends IOException {
    private static final long serialVersionUID = 1L;

    RunTakenOverException(String message) {
        super(message);
    }
}
