package io.isobar.query.group;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.NumericVector;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.values.LongCodes;
import io.isobar.segment.Segment;
import io.isobar.segment.time.Granularity;
import java.util.Arrays;

/** The buckets of time of a segment's rows as codes, in the order in which they are first seen. */
final class TimeBuckets {
    private final Granularity granularity;
    private final NumericVector times;
    private final LongCodes starts = new LongCodes();
    private final int[] codes = new int[RowBatch.SIZE];
    private final boolean sorted;
    // The bucket of the row before: most rows lie in the same one.
    private long start = 1;
    private long end;
    private int code;
    private boolean allOne;

    TimeBuckets(Granularity granularity, BatchColumns columns) {
        this.granularity = granularity;
        this.times = columns.numbers(Segment.TIME);
        this.sorted = columns.segment().metadata().sortedByTime();
        if (granularity.isAll()) {
            starts.code(0);
            allOne = true;
        }
    }

    /** One code per row of the batch. */
    int[] codes(RowBatch batch) {
        if (granularity.isAll()) {
            return codes;
        }
        long[] values = times.longs(batch);
        int size = batch.size();
        // Where times ascend, a batch whose ends lie in one bucket lies in it as a whole.
        if (sorted && enter(values[0]) == enter(values[size - 1])) {
            Arrays.fill(codes, 0, size, code);
            allOne = true;
        } else {
            allOne = false;
            for (int i = 0; i < size; i++) {
                codes[i] = enter(values[i]);
            }
        }
        return codes;
    }

    /** Whether the last batch is known to lie in one bucket. */
    boolean allOne() {
        return allOne;
    }

    /** The code of the bucket that starts at a time, which need not have rows. */
    int codeOfStart(long bucketStart) {
        return starts.code(bucketStart);
    }

    /** The start of a bucket; 0 if all times are in one. */
    long start(int bucketCode) {
        return starts.value(bucketCode);
    }

    private int enter(long time) {
        if (time < start || time >= end) {
            start = granularity.bucketStart(time);
            end = granularity.nextBucket(start);
            code = starts.code(start);
        }
        return code;
    }
}
