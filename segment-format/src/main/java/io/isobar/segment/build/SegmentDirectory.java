package io.isobar.segment.build;

import io.isobar.segment.smoosh.SmooshWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory that is there either whole or not at all: files are written beside it under another name and flushed to
 * the disk; then that is renamed. What is left after a crash begins with {@code .} and is no segment.
 */
final class SegmentDirectory implements Closeable {
    private final Path target;
    private final Path parent;
    private final Path work;
    private boolean published;

    /** Fills a segment's chunks. */
    interface Contents {
        void write(SmooshWriter smoosh) throws IOException;
    }

    /**
     * Makes a segment's directory; returns how many bytes its files have.
     *
     * @throws FileAlreadyExistsException if it is there already
     */
    static long write(Path target, SmooshLimits limits, Contents contents) throws IOException {
        try (SegmentDirectory directory = new SegmentDirectory(target)) {
            try (SmooshWriter smoosh = limits.writer(directory.work)) {
                contents.write(smoosh);
                smoosh.finish();
            }
            Files.write(directory.work.resolve("version.bin"), SegmentFiles.VERSION);
            Files.write(directory.work.resolve("factory.json"), SegmentFiles.FACTORY);
            return directory.publish();
        }
    }

    /** Begins a directory that is to become {@code target}, which must not exist yet. */
    SegmentDirectory(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "a segment is never overwritten: delete it first");
        }
        this.target = target;
        this.parent = java.util.Objects.requireNonNull(target.toAbsolutePath().getParent());
        Files.createDirectories(parent);
        // Not a temporary directory of the JDK's: those only their owner may enter, and this one is to be read by
        // others.
        this.work = Files.createDirectory(parent.resolve("." + target.getFileName() + "." + UUID.randomUUID()));
    }

    /** Where to write meanwhile. */
    Path work() {
        return work;
    }

    /** Makes it appear under its name; returns how many bytes its files have. */
    long publish() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            sync(file);
            bytes += Files.size(file);
        }
        sync(work);
        Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        sync(parent);
        return bytes;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.toList();
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what was written, unless it was published. */
    @Override
    public void close() throws IOException {
        if (!published && Files.exists(work)) {
            for (Path file : files()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(work);
        }
    }
}
