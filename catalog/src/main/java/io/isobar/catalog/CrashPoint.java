package io.isobar.catalog;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named step at which a test can kill the process: the system property {@code isobar.crash} names one, and the process
 * that reaches it halts with status 137, as after {@code kill -9}: no shutdown hook runs, nothing is flushed.
 *
 * <p>Names read {@code <role>.<step>.<phase>}, as in {@code steward.copy.after-act}. A name with {@code #n} at its end
 * stands for the n-th time, counted from 1.
 */
public final class CrashPoint {
    /** The system property that names the step. */
    public static final String PROPERTY = "isobar.crash";

    static final int EXIT_STATUS = 137;

    private static final AtomicInteger VISITS = new AtomicInteger();

    private CrashPoint() {}

    /** Halts this process if {@value #PROPERTY} names this step. */
    public static void reached(String name) {
        String wanted = System.getProperty(PROPERTY);
        if (wanted != null && isHit(wanted, name)) {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }

    private static boolean isHit(String wanted, String name) {
        int mark = wanted.indexOf('#');
        if (mark < 0) {
            return wanted.equals(name);
        }
        return wanted.substring(0, mark).equals(name)
                && VISITS.incrementAndGet() == Integer.parseInt(wanted.substring(mark + 1));
    }
}
