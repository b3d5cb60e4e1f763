package io.isobar.segment.build;

/** Counts what the buffers of a build take on the heap. For one thread. */
final class HeapMeter {
    private long bytes;

    void take(long more) {
        bytes += more;
    }

    long bytes() {
        return bytes;
    }
}
