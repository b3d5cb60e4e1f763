package io.isobar.segment.build;

/** The bytes of the value that a stream stands at, from the first byte of an array that grows. */
abstract class HeldBytes {
    private byte[] bytes = new byte[64];
    private int length;

    /** An array with room for so many bytes, which the stream then fills. */
    byte[] hold(int bytesOfValue) {
        length = bytesOfValue;
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        return bytes;
    }

    /** Holds the value from {@link #start} to {@link #end}, until the next move. */
    public byte[] bytes() {
        return bytes;
    }

    /** The first byte of the value. */
    public int start() {
        return 0;
    }

    /** The first byte after the value. */
    public int end() {
        return length;
    }
}
