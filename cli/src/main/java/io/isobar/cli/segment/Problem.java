package io.isobar.cli.segment;

import io.isobar.segment.CorruptSegmentException;
import java.io.IOException;
import java.util.Optional;

/**
 * Something that is wrong with a segment.
 *
 * @param text what, in one line
 * @param file the file whose bytes are wrong, and with {@code offset} the place in it; empty if what is wrong is that parts
 *     contradict each other
 */
record Problem(String text, Optional<String> file, Optional<Long> offset) {
    /** Parts that contradict each other. */
    static Problem of(String text) {
        return new Problem(text, Optional.empty(), Optional.empty());
    }

    /** What a reader said. */
    static Problem of(IOException e) {
        return e instanceof CorruptSegmentException corrupt
                ? new Problem(
                        String.valueOf(e.getMessage()), Optional.of(corrupt.file()), Optional.of(corrupt.offset()))
                : of(String.valueOf(e.getMessage()));
    }
}
