package io.isobar.indexer.progress;

import java.io.IOException;
import java.util.Optional;

/** A run ended because it was asked to. Nothing is published. */
public final class RunStoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String leftRunning;

    public RunStoppedException(String message) {
        super(message);
        this.leftRunning = "";
    }

    private RunStoppedException(String message, String leftRunning) {
        super(message);
        this.leftRunning = leftRunning;
    }

    /** The driver leaves, the application stays. */
    public static RunStoppedException detached(String stage, String application) {
        return new RunStoppedException(
                "Detached: [%s] goes on as application [%s]; run again with --resume to finish, nothing is published until then"
                        .formatted(stage, application),
                application);
    }

    /** The application that goes on without a driver. */
    public Optional<String> leftRunning() {
        return Optional.of(leftRunning).filter(application -> !application.isEmpty());
    }
}
