package io.isobar.segment.time;

/** The arithmetic of buckets, without names and JSON. */
interface Buckets {
    /** First instant of the bucket that {@code time} lies in. */
    long start(long time);

    /** First instant after the bucket that starts at {@code start}. */
    long next(long start);

    /** Length of a bucket in milliseconds, or of one of about average length. */
    double typicalMillis();
}
