package io.isobar.segment.testing;

import java.util.stream.LongStream;

/** Seeds of randomised tests: the name of a failed case tells its seed, and adding it here keeps it. */
public final class Seeds {
    private Seeds() {}

    /** A few, the same in each run. */
    public static LongStream some() {
        return LongStream.range(0, 24);
    }
}
