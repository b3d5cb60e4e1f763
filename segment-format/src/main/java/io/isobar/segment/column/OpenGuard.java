package io.isobar.segment.column;

/**
 * Tells whether a segment is still open. Its columns ask before each batch.
 *
 * <p>A read that passed the guard while the segment was being closed finishes safely: mapped memory is given back only
 * when the garbage collector finds that nothing refers to it, so no access can fault.
 */
public final class OpenGuard {
    private final String segment;
    private volatile boolean closed;

    /** The guard of an open segment, which complaints call {@code segment}. */
    public OpenGuard(String segment) {
        this.segment = segment;
    }

    /** Makes every later {@link #check} fail. */
    public void close() {
        closed = true;
    }

    /**
     * Passes while the segment is open.
     *
     * @throws IllegalStateException after it was closed
     */
    public void check() {
        if (closed) {
            throw new IllegalStateException(
                    "Segment [%s] is closed: hold it open for as long as its columns are read".formatted(segment));
        }
    }
}
