package io.isobar.segment.fuzz;

import java.io.Closeable;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Notices that one read doesn't end. */
final class Watchdog implements Closeable {
    private static final long PERIOD_MILLIS = 1000;

    private final Timer timer = new Timer("watchdog", true);
    private volatile long current = -1;
    private volatile long since;

    /** Looks every second, and tells {@code bark} the number of a read that takes longer than {@code seconds}. */
    Watchdog(long seconds, LongConsumer bark) {
        TimerTask look = new TimerTask() {
            @Override
            public void run() {
                long watched = current;
                long taken = System.nanoTime() - since;
                if (watched >= 0 && taken > TimeUnit.SECONDS.toNanos(seconds) && watched == current) {
                    cancel();
                    bark.accept(watched);
                }
            }
        };
        timer.schedule(look, PERIOD_MILLIS, PERIOD_MILLIS);
    }

    /** A read begins. */
    void begin(long number) {
        since = System.nanoTime();
        current = number;
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
