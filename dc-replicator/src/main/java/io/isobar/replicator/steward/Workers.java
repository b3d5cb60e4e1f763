package io.isobar.replicator.steward;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A few threads that pull and hash; how many bounds what a steward takes of disks and network. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;
    private final AtomicInteger names = new AtomicInteger();

    /** One item's work. */
    @FunctionalInterface
    interface Task<I, O> {
        /**
         * Works.
         *
         * @param worker names something that nobody else has meanwhile
         */
        O work(I item, String worker) throws IOException;
    }

    private record Result<I, O>(I item, O outcome) {}

    Workers(int count) {
        threads = Executors.newFixedThreadPool(count, task -> {
            var thread = new Thread(task, "steward-worker-" + names.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does {@code task} for all items; {@code done} is told of each on the caller's thread, in the order of ending. */
    <I, O> void each(Collection<I> items, Task<I, O> task, BiConsumer<I, O> done)
            throws IOException, InterruptedException {
        var completions = new ExecutorCompletionService<Result<I, O>>(threads);
        List<Future<Result<I, O>>> pending = new ArrayList<>();
        for (I item : items) {
            pending.add(completions.submit(() ->
                    new Result<>(item, task.work(item, Thread.currentThread().getName()))));
        }
        try {
            for (int i = 0; i < items.size(); i++) {
                Result<I, O> result = completions.take().get();
                done.accept(result.item(), result.outcome());
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            pending.forEach(future -> future.cancel(true));
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
