package io.isobar.segment.scratch;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Integers by position: on the heap if they are few, else in a mapped file whose pages the operating system may take
 * back.
 */
public final class ScratchInts {
    private static final int HEAP_INTS = 1 << 16;
    private static final int PART_SHIFT = 28;

    private final int @Nullable [] heap;
    private final IntBuffer[] parts;

    private ScratchInts(int @Nullable [] heap, IntBuffer... parts) {
        this.heap = heap;
        this.parts = parts;
    }

    static ScratchInts create(Scratch scratch, long size) throws IOException {
        if (size <= HEAP_INTS) {
            return new ScratchInts(new int[(int) size]);
        }
        Path file = scratch.newFile();
        IntBuffer[] parts = new IntBuffer[(int) ((size - 1) >>> PART_SHIFT) + 1];
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int i = 0; i < parts.length; i++) {
                long start = (long) i << PART_SHIFT;
                long length = Math.min(size - start, 1L << PART_SHIFT);
                parts[i] = channel.map(FileChannel.MapMode.READ_WRITE, start * Integer.BYTES, length * Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asIntBuffer();
            }
        }
        // The mapping outlives the name: the space is free again as soon as nothing refers to this.
        Files.delete(file);
        return new ScratchInts(null, parts);
    }

    public int get(long at) {
        if (heap != null) {
            return heap[(int) at];
        }
        return parts[(int) (at >>> PART_SHIFT)].get((int) at & ((1 << PART_SHIFT) - 1));
    }

    public void set(long at, int value) {
        if (heap != null) {
            heap[(int) at] = value;
            return;
        }
        parts[(int) (at >>> PART_SHIFT)].put((int) at & ((1 << PART_SHIFT) - 1), value);
    }
}
