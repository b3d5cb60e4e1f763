package io.isobar.hadoop;

import io.isobar.catalog.store.DigestMismatchException;
import io.isobar.catalog.store.DigestingOutputStream;
import io.isobar.catalog.store.SegmentPaths;
import io.isobar.catalog.store.SegmentStore;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store on a file system of Hadoop. A file is written under {@code _staging}, synced, and renamed; HDFS doesn't rename
 * over a file that is there, and where another file system does, the bytes are the same.
 */
final class HadoopSegmentStore implements SegmentStore {
    static final String STAGING = "_staging";
    static final String QUARANTINE = "_quarantine";

    /** Nobody still writes a staged file that hasn't changed for so long. */
    static final Duration ABANDONED = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(HadoopSegmentStore.class);

    private final FileSystem files;
    private final URI uri;
    private final Path root;
    private final Path segments;

    private HadoopSegmentStore(FileSystem files, URI uri) {
        this.files = files;
        this.uri = uri;
        this.root = new Path(uri);
        this.segments = new Path(root, SegmentPaths.DIRECTORY);
    }

    static HadoopSegmentStore open(URI uri, Configuration configuration) throws IOException {
        return open(uri, configuration, Clock.systemUTC());
    }

    static HadoopSegmentStore open(URI uri, Configuration configuration, Clock clock) throws IOException {
        // An instance of our own: closing the one that Hadoop shares would close it for everybody in this process.
        HadoopSegmentStore store = new HadoopSegmentStore(FileSystem.newInstance(uri, configuration), uri);
        store.makeDirectory(store.segments);
        store.makeDirectory(new Path(store.root, STAGING));
        store.removeAbandoned(clock.instant().minus(ABANDONED).toEpochMilli());
        return store;
    }

    private void makeDirectory(Path directory) throws IOException {
        if (!files.mkdirs(directory)) {
            throw new IOException("Can't make directory [%s]: is there a file of that name?".formatted(directory));
        }
    }

    private void removeAbandoned(long before) throws IOException {
        for (FileStatus staged : files.listStatus(new Path(root, STAGING))) {
            if (staged.getModificationTime() < before) {
                files.delete(staged.getPath(), false);
                log.info("Removed file [{}]: its writer is gone", staged.getPath());
            }
        }
    }

    @Override
    public boolean has(String path) throws IOException {
        try {
            return status(path).isFile();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public long length(String path) throws IOException {
        return status(path).getLen();
    }

    private FileStatus status(String path) throws IOException {
        Path file = file(path);
        try {
            return files.getFileStatus(file);
        } catch (FileNotFoundException e) {
            throw missing(file, e);
        }
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        Path file = file(path);
        long length = length(path);
        if (offset > length) {
            throw new EOFException("Offset [%d] lies behind the end of file [%s], which has [%d] bytes"
                    .formatted(offset, file, length));
        }
        FSDataInputStream in;
        try {
            in = files.open(file);
        } catch (FileNotFoundException e) {
            throw missing(file, e);
        }
        try {
            in.seek(offset);
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public String put(InputStream bytes, String sha256) throws IOException {
        String path = SegmentPaths.of(sha256);
        if (has(path)) {
            return path;
        }
        Path staged = new Path(new Path(root, STAGING), sha256 + "." + UUID.randomUUID());
        try {
            String found = write(bytes, staged);
            if (!found.equals(sha256)) {
                throw new DigestMismatchException(path, found, uri.toString());
            }
            publish(staged, path);
        } finally {
            files.delete(staged, false);
        }
        return path;
    }

    private String write(InputStream bytes, Path staged) throws IOException {
        try (FSDataOutputStream out = files.create(staged, false);
                DigestingOutputStream digesting = new DigestingOutputStream(out)) {
            bytes.transferTo(digesting);
            out.hsync();
            return digesting.digest().sha256();
        }
    }

    private void publish(Path staged, String path) throws IOException {
        Path target = file(path);
        makeDirectory(target.getParent());
        long length = files.getFileStatus(staged).getLen();
        IOException failure = null;
        try {
            if (files.rename(staged, target)) {
                return;
            }
        } catch (IOException e) {
            // Perhaps only the answer got lost: the target tells.
            failure = e;
        }
        if (!has(path) || length(path) != length) {
            throw new IOException("Can't rename file [%s] to [%s]".formatted(staged, target), failure);
        }
        log.debug("File [{}] is there already: another writer was faster, or an answer got lost", target);
    }

    @Override
    public void quarantine(String path, String why) throws IOException {
        if (!has(path)) {
            return;
        }
        Path directory = new Path(root, QUARANTINE);
        makeDirectory(directory);
        Path damaged = new Path(directory, SegmentPaths.sha256(path) + ".zip." + UUID.randomUUID());
        if (!files.rename(file(path), damaged)) {
            throw new IOException("Can't rename damaged file [%s] to [%s]".formatted(file(path), damaged));
        }
        try (FSDataOutputStream out = files.create(damaged.suffix(".why"), false)) {
            out.write((why + "\n").getBytes(StandardCharsets.UTF_8));
        }
        log.warn("Quarantined file [{}] as [{}]: {}", file(path), damaged, why);
    }

    @Override
    public Stream<String> list() throws IOException {
        List<String> paths = new ArrayList<>();
        for (FileStatus prefix : files.listStatus(segments)) {
            for (FileStatus file : files.listStatus(prefix.getPath())) {
                String path = prefix.getPath().getName() + "/" + file.getPath().getName();
                if (SegmentPaths.isPath(path)) {
                    paths.add(path);
                }
            }
        }
        return paths.stream();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public long freeBytes() throws IOException {
        return files.getStatus(root).getRemaining() / Math.max(1, files.getDefaultReplication(root));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private Path file(String path) {
        SegmentPaths.sha256(path);
        return new Path(segments, path);
    }

    private static NoSuchFileException missing(Path file, FileNotFoundException cause) {
        NoSuchFileException missing = new NoSuchFileException(file.toString());
        missing.initCause(cause);
        return missing;
    }
}
