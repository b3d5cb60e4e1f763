package io.isobar.segment.fuzz;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.smoosh.PhysicalFiles;
import io.isobar.segment.smoosh.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A segment's directory that lies in memory, since a disk would be too slow for millions of them. */
final class MemoryFiles implements PhysicalFiles {
    private final String location;
    private final Map<String, byte[]> content;
    private final Map<String, Region> mapped = new HashMap<>();

    MemoryFiles(String location, Map<String, byte[]> content) {
        this.location = location;
        this.content = Map.copyOf(content);
    }

    /** All files by name. */
    Map<String, byte[]> content() {
        return content;
    }

    /** The bytes of a file that there must be. */
    byte[] file(String name) {
        return Objects.requireNonNull(content.get(name), name);
    }

    @Override
    public boolean has(String name) {
        return content.containsKey(name);
    }

    @Override
    public Region map(String name) throws IOException {
        byte[] bytes = content.get(name);
        if (bytes == null) {
            throw new CorruptSegmentException("File [%s] is missing".formatted(name), location, 0);
        }
        return mapped.computeIfAbsent(name, file -> region(bytes, location + "/" + file));
    }

    /** Bytes outside of the heap, as those of a mapped file are: readers treat the two in different ways. */
    static Region region(byte[] bytes, String name) {
        return Region.of(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), name);
    }

    @Override
    public String location() {
        return location;
    }
}
