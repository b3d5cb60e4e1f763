package io.isobar.segment.build;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.smoosh.LaterFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a segment, prepared by several threads and handed out in their order. No more columns are begun ahead than
 * there are threads, so that heap and scratch files don't grow with the number of columns. For one thread.
 */
final class PreparedColumns implements Closeable {
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final Iterator<Integer> columns;
    private final Preparation preparation;
    private final int threads;
    private final @Nullable ExecutorService workers;
    private final Deque<Future<Optional<Files>>> ahead = new ArrayDeque<>();

    /** Makes the files of a column; in any thread, of each column once. */
    @FunctionalInterface
    interface Preparation {
        Optional<Files> prepare(int column) throws IOException;
    }

    /**
     * What is to be written of a column.
     *
     * @param own files of lists that are too large for one, which come first
     * @param column the column's file
     */
    record Files(LaterFiles own, Pieces column) {}

    /** Prepares {@code columns}; with a single thread, in that of the caller. */
    PreparedColumns(List<Integer> columns, Preparation preparation, int threads) {
        this.columns = columns.iterator();
        this.preparation = preparation;
        this.threads = threads;
        this.workers = threads > 1 ? Executors.newFixedThreadPool(threads, PreparedColumns::worker) : null;
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "segment-columns-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** The next column's files; empty if it has none. */
    Optional<Files> next() throws IOException {
        if (workers == null) {
            return preparation.prepare(columns.next());
        }
        while (ahead.size() <= threads && columns.hasNext()) {
            int column = columns.next();
            ahead.add(workers.submit(() -> preparation.prepare(column)));
        }
        try {
            return ahead.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while columns were written").initCause(e);
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (IOException) cause;
    }

    /** Ends when no thread works any more: what they read may be closed then. */
    @Override
    public void close() {
        if (workers == null) {
            return;
        }
        ahead.forEach(column -> column.cancel(false));
        workers.shutdown();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
