package io.isobar.serving.historical;

import io.isobar.catalog.store.SegmentDigest;
import io.isobar.catalog.store.SegmentPaths;
import io.isobar.serving.cluster.SegmentEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The files of a historical.
 *
 * <pre>
 *  &lt;directory&gt;/lock                    held as long as a process uses the directory
 *  &lt;directory&gt;/&lt;2 hex&gt;/&lt;sha256&gt;.zip    a copy of a segment, whole but not to be trusted before {@link #isSound}
 *  &lt;directory&gt;/incoming/              copies that aren't whole yet; emptied at the start
 *  &lt;directory&gt;/quarantine/            corrupt copies, the newest {@link #KEPT_CORRUPT}
 * </pre>
 */
final class SegmentCache implements Closeable {
    static final int KEPT_CORRUPT = 8;

    private static final int BUFFER_BYTES = 128 * 1024;

    private final Path directory;
    private final Path incoming;
    private final Path quarantine;
    private final FileChannel lockFile;
    private final AtomicLong attempts = new AtomicLong();

    private SegmentCache(Path directory, FileChannel lockFile) throws IOException {
        this.directory = directory;
        this.incoming = Files.createDirectories(directory.resolve("incoming"));
        this.quarantine = Files.createDirectories(directory.resolve("quarantine"));
        this.lockFile = lockFile;
    }

    /** Opens the cache in {@code directory}, which no other process may use. */
    static SegmentCache open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException(
                    "Cache [%s] is used by another historical: give each its own [historical.cache-directory]"
                            .formatted(directory));
        }
        SegmentCache cache = new SegmentCache(directory, lockFile);
        for (Path leftover : files(cache.incoming)) {
            Files.delete(leftover);
        }
        return cache;
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path file(SegmentEntry segment) {
        return directory.resolve(segment.path());
    }

    boolean has(SegmentEntry segment) {
        return Files.exists(file(segment));
    }

    /** Reads the whole copy: whether it has the length and the SHA-256 that it should. */
    boolean isSound(SegmentEntry segment) throws IOException {
        try (InputStream in = Files.newInputStream(file(segment))) {
            SegmentDigest found = SegmentDigest.of(in);
            return found.bytes() == segment.bytes() && found.sha256().equals(segment.sha256());
        }
    }

    /**
     * Takes in a copy, hashing it on the way.
     *
     * @return what is wrong with the bytes of {@code source}; empty if nothing is, and then the cache has the copy
     */
    String fetch(SegmentEntry segment, InputStream source) throws IOException {
        Path part = incoming.resolve(segment.sha256() + "." + attempts.incrementAndGet());
        try {
            MessageDigest digest = sha256();
            long length = 0;
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                    digest.update(buffer, 0, read);
                    length += read;
                    if (length > segment.bytes()) {
                        return "it is longer than [%d] bytes".formatted(segment.bytes());
                    }
                    out.write(buffer, 0, read);
                }
            }
            if (length != segment.bytes()) {
                return "it has [%d] bytes instead of [%d]".formatted(length, segment.bytes());
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(segment.sha256())) {
                return "its SHA-256 is [%s]".formatted(found);
            }
            Path target = file(segment);
            Files.createDirectories(target.resolveSibling(""));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return "";
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Sets the copy of {@code segment} aside, so that it can be looked at but not be answered from. */
    void quarantine(SegmentEntry segment) throws IOException {
        Path aside = quarantine.resolve(segment.sha256() + ".zip." + attempts.incrementAndGet());
        Files.move(file(segment), aside, StandardCopyOption.REPLACE_EXISTING);
        List<Path> corrupt = files(quarantine).stream()
                .sorted(Comparator.comparing(SegmentCache::changedAt).reversed())
                .toList();
        for (Path old : corrupt.subList(Math.min(KEPT_CORRUPT, corrupt.size()), corrupt.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** The SHA-256 that each copy is named by. */
    Set<String> copies() throws IOException {
        Set<String> copies = new HashSet<>();
        try (Stream<Path> subdirectories = Files.list(directory)) {
            for (Path subdirectory : subdirectories
                    .filter(path -> path.getFileName().toString().length() == 2)
                    .toList()) {
                for (Path copy : files(subdirectory)) {
                    copies.add(copy.getFileName().toString().replace(".zip", ""));
                }
            }
        }
        return copies;
    }

    void delete(String sha256) throws IOException {
        Files.deleteIfExists(directory.resolve(SegmentPaths.of(sha256)));
    }

    private static List<Path> files(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static long changedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM lacks SHA-256, which every JVM has to have", e);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
