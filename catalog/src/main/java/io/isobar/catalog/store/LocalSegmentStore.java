package io.isobar.catalog.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a directory of this machine. Whatever has its final name was forced to disk before it got it. */
final class LocalSegmentStore implements SegmentStore {
    static final String STAGING = "_staging";
    static final String QUARANTINE = "_quarantine";

    /** Nobody still writes a staged file that hasn't changed for so long. */
    static final Duration ABANDONED = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(LocalSegmentStore.class);

    private final Path root;
    private final Path segments;

    private LocalSegmentStore(Path root) {
        this.root = root;
        this.segments = root.resolve(SegmentPaths.DIRECTORY);
    }

    static LocalSegmentStore open(Path directory) throws IOException {
        return open(directory, Clock.systemUTC());
    }

    static LocalSegmentStore open(Path directory, Clock clock) throws IOException {
        LocalSegmentStore store =
                new LocalSegmentStore(directory.toAbsolutePath().normalize());
        Files.createDirectories(store.segments);
        store.removeAbandoned(clock.instant().minus(ABANDONED));
        return store;
    }

    private void removeAbandoned(Instant before) throws IOException {
        Files.createDirectories(root.resolve(STAGING));
        try (Stream<Path> staged = Files.list(root.resolve(STAGING))) {
            for (Path file : (Iterable<Path>) staged::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                    log.info("Removed file [{}]: its writer is gone", file);
                }
            }
        }
    }

    @Override
    public boolean has(String path) {
        return Files.isRegularFile(file(path));
    }

    @Override
    public long length(String path) throws IOException {
        return Files.size(file(path));
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file(path));
        long length = channel.size();
        if (offset > length) {
            channel.close();
            throw new EOFException("Offset [%d] lies behind the end of file [%s], which has [%d] bytes"
                    .formatted(offset, file(path), length));
        }
        return Channels.newInputStream(channel.position(offset));
    }

    @Override
    public String put(InputStream bytes, String sha256) throws IOException {
        String path = SegmentPaths.of(sha256);
        if (has(path)) {
            return path;
        }
        Path staged = root.resolve(STAGING).resolve(sha256 + "." + UUID.randomUUID());
        try {
            String found = write(bytes, staged);
            if (!found.equals(sha256)) {
                throw new DigestMismatchException(path, found, root.toString());
            }
            publish(staged, file(path));
        } finally {
            Files.deleteIfExists(staged);
        }
        return path;
    }

    private static String write(InputStream bytes, Path staged) throws IOException {
        Files.createDirectories(parentOf(staged));
        try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel);
                DigestingOutputStream digesting = new DigestingOutputStream(out)) {
            bytes.transferTo(digesting);
            channel.force(true);
            return digesting.digest().sha256();
        }
    }

    /** Gives the file its name unless the name is taken, and makes the name last. */
    private static void publish(Path staged, Path target) throws IOException {
        Path directory = parentOf(target);
        Files.createDirectories(directory);
        try {
            // A link, since renaming would replace what another writer has published meanwhile.
            Files.createLink(target, staged);
        } catch (FileAlreadyExistsException e) {
            log.debug("File [{}] is there already: another writer was faster", target, e);
        } catch (UnsupportedOperationException e) {
            // The same bytes under the same name, so that replacing changes nothing.
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        }
        force(directory);
        force(parentOf(directory));
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void quarantine(String path, String why) throws IOException {
        Path directory = root.resolve(QUARANTINE);
        Files.createDirectories(directory);
        Path damaged = directory.resolve(SegmentPaths.sha256(path) + ".zip." + UUID.randomUUID());
        try {
            Files.move(file(path), damaged, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            log.debug("Nothing to quarantine at [{}]", path, e);
            return;
        }
        Files.writeString(damaged.resolveSibling(damaged.getFileName() + ".why"), why + "\n", StandardCharsets.UTF_8);
        log.warn("Quarantined file [{}] as [{}]: {}", file(path), damaged, why);
    }

    @Override
    public Stream<String> list() throws IOException {
        try (Stream<Path> files = Files.walk(segments, 2)) {
            return files
                    .map(file -> segments.relativize(file).toString())
                    .filter(SegmentPaths::isPath)
                    .toList()
                    .stream();
        }
    }

    @Override
    public URI uri() {
        return root.toUri();
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public void close() {}

    private Path file(String path) {
        SegmentPaths.sha256(path);
        return segments.resolve(path);
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Path [%s] has no directory".formatted(file));
        }
        return parent;
    }
}
