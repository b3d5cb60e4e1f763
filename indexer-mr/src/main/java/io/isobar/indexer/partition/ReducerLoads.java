package io.isobar.indexer.partition;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Deals buckets to reducers by their size: the largest first, each to the reducer that has least so far. Reducers start in the
 * order of their numbers, so the one with the largest bucket is the first to start.
 */
public final class ReducerLoads {
    private ReducerLoads() {}

    private record Load(int reducer, long rows) {}

    /** The reducer of each bucket. */
    public static int[] deal(long[] rowsOfBucket, int reducers) {
        PriorityQueue<Load> loads =
                new PriorityQueue<>(Comparator.comparingLong(Load::rows).thenComparingInt(Load::reducer));
        for (int reducer = 0; reducer < reducers; reducer++) {
            loads.add(new Load(reducer, 0));
        }
        int[] reducerOf = new int[rowsOfBucket.length];
        IntStream.range(0, rowsOfBucket.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer bucket) -> -rowsOfBucket[bucket])
                        .thenComparingInt(bucket -> bucket))
                .forEach(bucket -> {
                    Load least = loads.remove();
                    reducerOf[bucket] = least.reducer();
                    // one row more: buckets of unknown or no size are spread, too
                    loads.add(new Load(least.reducer(), least.rows() + rowsOfBucket[bucket] + 1));
                });
        return reducerOf;
    }
}
