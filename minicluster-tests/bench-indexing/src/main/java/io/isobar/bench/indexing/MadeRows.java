package io.isobar.bench.indexing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;

/** Rows of CSV that are hard in one way, a million a unit, the same ones each time. The first column is the time. */
final class MadeRows {
    private static final int ROWS_A_UNIT = 1_000_000;
    private static final long DAY = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int HOURS = 24;
    private static final int BUSY_HOUR = 12;
    private static final double BUSY_SHARE = 0.95;
    private static final int HOSTS = 10_000;
    private static final int COUNTRIES = 200;
    private static final int ALIKE_HOSTS = 50;
    private static final int ALIKE_HOURS = 20;

    private MadeRows() {}

    /** One row. */
    interface Row {
        /** Makes the row of that number, from 0. */
        String make(SplittableRandom random, long number);
    }

    static void write(Path file, int size, Row row) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long number = 0; number < (long) size * ROWS_A_UNIT; number++) {
                out.write(row.make(random, number));
                out.newLine();
            }
        }
    }

    /** Ids in no order, as a hash or a UUID would be, and each one once: multiplying by an odd number loses none. */
    static String distinct(SplittableRandom random, long number) {
        return line(
                random.nextLong(HOURS * HOUR_MILLIS),
                Long.toHexString((number + 1) * 0x9E3779B97F4A7C15L),
                random.nextInt(COUNTRIES),
                random.nextInt(1000));
    }

    /** 20 hours of 50 hosts: 1,000 rows after rollup. */
    static String alike(SplittableRandom random, long number) {
        return line(
                random.nextLong(ALIKE_HOURS * HOUR_MILLIS),
                "host-" + random.nextInt(ALIKE_HOSTS),
                0,
                random.nextInt(1000));
    }

    static String skewed(SplittableRandom random, long number) {
        boolean busy = random.nextDouble() < BUSY_SHARE;
        long hour = busy ? BUSY_HOUR : random.nextInt(HOURS);
        return line(
                hour * HOUR_MILLIS + random.nextLong(HOUR_MILLIS),
                "host-" + (busy ? 0 : random.nextInt(HOSTS)),
                random.nextInt(COUNTRIES),
                random.nextInt(1000));
    }

    private static String line(long millis, String host, int country, int bytes) {
        return (DAY + millis) + "," + host + ",country-" + country + "," + bytes;
    }
}
