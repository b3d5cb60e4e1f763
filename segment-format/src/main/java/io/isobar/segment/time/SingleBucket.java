package io.isobar.segment.time;

/** One bucket for all times, from {@link Long#MIN_VALUE}/2 to {@link Long#MAX_VALUE}/2 as in Druid's eternity. */
record SingleBucket() implements Buckets {
    private static final long FIRST = Long.MIN_VALUE / 2;
    private static final long LAST = Long.MAX_VALUE / 2;

    @Override
    public long start(long time) {
        return FIRST;
    }

    @Override
    public long next(long start) {
        return LAST;
    }

    @Override
    public double typicalMillis() {
        return (double) LAST - FIRST;
    }
}
