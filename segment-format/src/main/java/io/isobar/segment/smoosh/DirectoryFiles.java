package io.isobar.segment.smoosh;

import io.isobar.segment.CorruptSegmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files of a directory, each mapped once. */
public final class DirectoryFiles implements PhysicalFiles {
    private final Path directory;
    private final Map<String, Region> mapped = new ConcurrentHashMap<>();

    /** The files of {@code directory}, of which none is touched before it is asked for. */
    public DirectoryFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(directory.resolve(name));
    }

    @Override
    public Region map(String name) throws IOException {
        Region known = mapped.get(name);
        if (known != null) {
            return known;
        }
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new CorruptSegmentException("File [%s] is missing".formatted(name), location(), 0);
        }
        FileSource source = new FileSource(file);
        long size = source.size();
        if (size > Integer.MAX_VALUE) {
            throw new CorruptSegmentException(
                    "File has [%d] bytes, more than the 2^31 - 1 that a chunk may have".formatted(size),
                    file.toString(),
                    0);
        }
        Region region = Region.of(source.map(0, size), file.toString());
        Region earlier = mapped.putIfAbsent(name, region);
        return earlier == null ? region : earlier;
    }

    @Override
    public String location() {
        return directory.toString();
    }
}
