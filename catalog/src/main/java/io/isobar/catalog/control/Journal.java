package io.isobar.catalog.control;

import java.util.List;

/** Write-ahead notes of what processes do: the intent before the act, the outcome after it. */
@SuppressWarnings("DoNotCallSuggester")
public final class Journal {
    /** Notes an intent. Act only once this has returned. */
    public long intend(Intent intent) {
        throw new UnsupportedOperationException();
    }

    /** Notes that the act was observed to be done. */
    public void done(long id, String result) {
        throw new UnsupportedOperationException();
    }

    /** Notes that the act failed for good. */
    public void failed(long id, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Intents of an owner without an outcome, oldest first: where to look after a crash. */
    public List<JournalEntry> open(String owner) {
        throw new UnsupportedOperationException();
    }

    /** The last entries of a datasource, newest first. */
    public List<JournalEntry> tail(String dataSource, int limit) {
        throw new UnsupportedOperationException();
    }
}
