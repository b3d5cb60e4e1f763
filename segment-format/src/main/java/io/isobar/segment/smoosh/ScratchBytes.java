package io.isobar.segment.smoosh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that were fetched or unpacked: on the heap if they are few, else in a mapped file that has no name any more. */
final class ScratchBytes {
    private static final int HEAP_BYTES = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 18;

    private ScratchBytes() {}

    /** Gives bytes from the first to the last. */
    @FunctionalInterface
    interface Filler {
        /** Fills {@code into} from its first byte on with at least one and at most {@code most} bytes, and says how many. */
        int next(byte[] into, int most) throws IOException;
    }

    /** The first {@code length} bytes that {@code filler} gives; a file for them is made in {@code directory}. */
    static ByteBuffer fill(Path directory, int length, Filler filler) throws IOException {
        byte[] buffer = new byte[Math.min(length, BUFFER_BYTES)];
        if (length <= HEAP_BYTES) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                bytes.put(buffer, 0, filler.next(buffer, bytes.remaining()));
            }
            return bytes.flip();
        }
        Files.createDirectories(directory);
        Path file = Files.createTempFile(directory, "segment-", ".bytes");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int left = length; left > 0; ) {
                ByteBuffer next = ByteBuffer.wrap(buffer, 0, filler.next(buffer, Math.min(left, buffer.length)));
                left -= next.remaining();
                while (next.hasRemaining()) {
                    channel.write(next);
                }
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        } finally {
            // The mapping outlives the name: the space is free again as soon as nothing refers to it.
            Files.deleteIfExists(file);
        }
    }
}
