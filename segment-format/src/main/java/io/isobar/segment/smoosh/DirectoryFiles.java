package io.isobar.segment.smoosh;

import io.isobar.segment.CorruptSegmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a directory. */
public final class DirectoryFiles implements PhysicalFiles {
    private final Path directory;

    public DirectoryFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(directory.resolve(name));
    }

    @Override
    public Region map(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new CorruptSegmentException("File [%s] is missing".formatted(name), location(), 0);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new CorruptSegmentException(
                        "File has [%d] bytes, more than the 2^31 - 1 that a chunk may have".formatted(size),
                        file.toString(),
                        0);
            }
            return Region.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, size), file.toString());
        }
    }

    @Override
    public String location() {
        return directory.toString();
    }
}
