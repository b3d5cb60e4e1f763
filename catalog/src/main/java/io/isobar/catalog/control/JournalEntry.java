package io.isobar.catalog.control;

import java.time.Instant;
import java.util.Optional;

/**
 * An intent and what became of it.
 *
 * @param result what was observed, or why it failed; empty while open
 */
public record JournalEntry(
        long id, Intent intent, State state, Instant startedAt, Optional<Instant> endedAt, String result) {
    /** Whether the outcome is known. */
    public enum State {
        OPEN,
        DONE,
        FAILED
    }
}
