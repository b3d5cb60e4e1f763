package io.isobar.indexer.partition;

import java.util.List;

/**
 * How a run's rows are dealt to segments, and what is known of their number.
 *
 * @param rows of each bucket, estimated; empty if nobody counted
 * @param findings what the owner of the spec should know of the rows
 */
@SuppressWarnings("ArrayRecordComponent") // asked for by index only
public record Partitions(BucketPlan plan, long[] rows, List<String> findings) {
    public Partitions {
        if (rows.length != 0 && rows.length != plan.buckets()) {
            throw new IllegalArgumentException(
                    "[%d] numbers of rows don't fit [%d] buckets".formatted(rows.length, plan.buckets()));
        }
        findings = List.copyOf(findings);
    }

    /** A plan of which the spec says all. */
    public static Partitions unsurveyed(BucketPlan plan) {
        return new Partitions(plan, new long[0], List.of());
    }

    /** The reducer of each bucket: the largest first where sizes are known, else by turns. */
    public int[] deal(int reducers) {
        return ReducerLoads.deal(rows.length == 0 ? new long[plan.buckets()] : rows, reducers);
    }
}
