package io.isobar.query.batch;

import io.isobar.query.error.QueryException;
import io.isobar.query.error.QueryException.Category;
import java.util.function.LongSupplier;

/** When a run must give up: its time is over, or its thread was interrupted. */
public final class Deadline {
    private final LongSupplier nanoTime;
    private final long start;
    private final long allowedNanos;

    /** Allows for some milliseconds from now on, or any number of them if {@code millis} is 0. */
    public Deadline(LongSupplier nanoTime, long millis) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.allowedNanos = millis == 0 ? Long.MAX_VALUE : millis * 1_000_000;
    }

    /** Gives up if it must. Cheap enough for every batch. */
    public void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new QueryException(Category.CANCELED, "The query was cancelled");
        }
        if (nanoTime.getAsLong() - start > allowedNanos) {
            throw new QueryException(
                    Category.TIMEOUT,
                    "The query took more than its timeout of [%d] ms: ask for less, or raise timeout in the context"
                            .formatted(allowedNanos / 1_000_000));
        }
    }
}
