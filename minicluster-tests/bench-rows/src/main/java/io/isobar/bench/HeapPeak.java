package io.isobar.bench;

import java.lang.management.ManagementFactory;

/**
 * The most heap that is held while something runs, over what was held before: a thread collects all garbage again and
 * again and looks at what is left. What runs meanwhile is far slower than alone, so it is not to be timed.
 */
final class HeapPeak implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    private final long before;
    private final Thread collecting;
    private volatile long most;
    private volatile boolean done;

    private HeapPeak() {
        before = held();
        collecting = new Thread(this::watch, "heap peak");
        collecting.setDaemon(true);
    }

    /** Watches from now on. */
    static HeapPeak start() {
        HeapPeak peak = new HeapPeak();
        peak.collecting.start();
        return peak;
    }

    private void watch() {
        try {
            while (!done) {
                most = Math.max(most, held() - before);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The most so far. */
    long bytes() {
        return most;
    }

    @Override
    public void close() {
        done = true;
        collecting.interrupt();
        try {
            collecting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
