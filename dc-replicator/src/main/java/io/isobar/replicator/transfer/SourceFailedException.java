package io.isobar.replicator.transfer;

import java.io.IOException;

/** Reading from a source failed, as opposed to writing to the destination. Another source may do. */
final class SourceFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceFailedException(String source, long offset, IOException cause) {
        super("Source [%s] failed at byte [%d]: %s".formatted(source, offset, Failure.words(cause)), cause);
    }
}
