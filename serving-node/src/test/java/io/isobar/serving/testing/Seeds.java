package io.isobar.serving.testing;

import java.util.stream.LongStream;

/** Seeds of randomised tests: fixed ones, so that a failure comes again, or the one of {@code -Dtest.seed}. */
public final class Seeds {
    private Seeds() {}

    public static LongStream some() {
        Long given = Long.getLong("test.seed");
        return given == null ? LongStream.rangeClosed(1, 40) : LongStream.of(given);
    }
}
