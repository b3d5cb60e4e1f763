package io.isobar.segment.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads inputs, and judges how each read ended. For one thread. */
final class FuzzRun {
    /** What buffers, bitmaps and texts may take, and how much more for each byte of input: blocks unpack to 255 times. */
    private static final long ALLOCATION = 24 << 20;

    private static final long ALLOCATION_PER_BYTE = 1000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FullRead reader = new FullRead();
    private long rows;
    private long told;

    /**
     * What no read may do.
     *
     * @param kind the same for all that have the same cause
     */
    record Fault(String kind, Throwable cause) {}

    /** Reads all of an input; nothing if it ended as it should. */
    Optional<Fault> run(FuzzInput input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            FullRead.Outcome outcome = input.read(reader);
            if (outcome == FullRead.Outcome.ROWS) {
                rows++;
            } else {
                told++;
            }
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(new Fault(kind(e), e));
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > ALLOCATION + ALLOCATION_PER_BYTE * input.size()) {
            AssertionError e = new AssertionError("[%d] bytes were allocated to read [%d] bytes of [%s]"
                    .formatted(allocated, input.size(), input.target()));
            return Optional.of(new Fault("allocation", e));
        }
        return Optional.empty();
    }

    private static String kind(Throwable e) {
        return e.getClass().getSimpleName() + " at " + place(e);
    }

    /** The innermost of our own places. */
    private static String place(@Nullable Throwable e) {
        String place = "an unknown place";
        for (Throwable at = e; at != null; at = at.getCause()) {
            for (StackTraceElement frame : at.getStackTrace()) {
                boolean ours = frame.getClassName().startsWith("io.isobar.segment.")
                        && !frame.getClassName().contains(".fuzz.");
                if (ours) {
                    String name = frame.getClassName();
                    place = name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName();
                    break;
                }
            }
        }
        return place;
    }

    /** How many reads gave rows only. */
    long rows() {
        return rows;
    }

    /** How many reads told that something is wrong. */
    long told() {
        return told;
    }
}
