package io.isobar.segment.fuzz;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.smoosh.PhysicalFiles;
import io.isobar.segment.smoosh.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;

/** A segment's directory that lies in memory, since a disk would be too slow for millions of them. */
record MemoryFiles(String location, Map<String, byte[]> content) implements PhysicalFiles {
    @Override
    public boolean has(String name) {
        return content.containsKey(name);
    }

    /** The bytes of a file that there must be. */
    byte[] file(String name) {
        return Objects.requireNonNull(content.get(name), name);
    }

    @Override
    public Region map(String name) throws IOException {
        byte[] bytes = content.get(name);
        if (bytes == null) {
            throw new CorruptSegmentException("File [%s] is missing".formatted(name), location, 0);
        }
        return Region.of(ByteBuffer.wrap(bytes), location + "/" + name);
    }
}
