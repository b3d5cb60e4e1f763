package io.isobar.segment.time;

/**
 * Buckets of one exact length.
 *
 * @param millis length, positive
 * @param origin some bucket's start; kept as the first one at or after 1970
 */
record FixedBuckets(long millis, long origin) implements Buckets {

    FixedBuckets {
        if (millis <= 0) {
            throw new IllegalArgumentException("Buckets of [%d] ms aren't longer than nothing".formatted(millis));
        }
        origin = Math.floorMod(origin, millis);
    }

    @Override
    public long start(long time) {
        long into = Math.floorMod(time, millis) - origin;
        return time - (into < 0 ? into + millis : into);
    }

    @Override
    public long next(long start) {
        return Math.addExact(start, millis);
    }

    @Override
    public double typicalMillis() {
        return millis;
    }
}
