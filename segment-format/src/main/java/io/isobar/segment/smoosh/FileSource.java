package io.isobar.segment.smoosh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A local file. It is opened anew for each read, since whoever holds thousands of segments cannot hold as many files open,
 * and since a thread that is interrupted while it reads closes the channel.
 */
final class FileSource implements ByteSource {
    private final Path file;

    FileSource(Path file) {
        this.file = file;
    }

    @Override
    public long size() throws IOException {
        return Files.size(file);
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new EOFException("File [%s] has no byte [%d]".formatted(file, at));
                }
                at += count;
            }
        }
    }

    /** A part of it, mapped. */
    ByteBuffer map(long position, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (length > channel.size() - position) {
                throw new EOFException("File [%s] has no byte [%d]".formatted(file, channel.size()));
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        }
    }

    @Override
    public String location() {
        return file.toString();
    }

    @Override
    public void close() {}
}
