package io.isobar.segment.time;

import io.isobar.segment.Interval;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The buckets that overlap an interval, one after the other. */
final class BucketIterator implements Iterator<Interval> {
    private final Buckets buckets;
    private final long end;
    private long start;

    BucketIterator(Buckets buckets, Interval interval) {
        this.buckets = buckets;
        this.end = interval.end();
        this.start = interval.start() < end ? buckets.start(interval.start()) : end;
    }

    @Override
    public boolean hasNext() {
        return start < end;
    }

    @Override
    public Interval next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        long next = buckets.next(start);
        var bucket = new Interval(start, next);
        start = next;
        return bucket;
    }
}
