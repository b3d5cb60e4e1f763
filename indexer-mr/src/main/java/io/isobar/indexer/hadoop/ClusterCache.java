package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.mapreduce.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that jobs take along, in {@code <workingPath>/cache-<user>}. Their names hold the hash of their content, so each is
 * uploaded once, is shared by all runs of that user, and never changes while a job reads it.
 *
 * <p>Everybody may read the files, which lets node managers share them between applications; only the user may write them,
 * since whoever could would run code in the user's jobs. What no run has used for {@link #KEPT} goes away. When each file was
 * last used, an empty file of its name in {@code _used} says: the time of the file itself can't, because YARN refuses a file
 * that was touched after its job was submitted.
 */
final class ClusterCache {
    static final Duration KEPT = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(ClusterCache.class);
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final Duration FRESH = Duration.ofDays(1);
    private static final String USED = "_used";
    private static final String UNFINISHED = "_unfinished-";
    private static final FsPermission DIRECTORY =
            new FsPermission(FsAction.ALL, FsAction.READ_EXECUTE, FsAction.READ_EXECUTE);
    private static final FsPermission FILE = new FsPermission(FsAction.READ_WRITE, FsAction.READ, FsAction.READ);

    private final Path directory;
    private final FileSystem fileSystem;
    private final short replication;
    private final Clock clock;
    private final Map<String, FileStatus> files = new HashMap<>();
    private final Map<String, FileStatus> used = new HashMap<>();

    /** Writes one file of the cache. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    ClusterCache(Path workingPath, String user, Configuration conf, Clock clock) throws IOException {
        Path unqualified = new Path(workingPath, "cache-" + user);
        this.fileSystem = unqualified.getFileSystem(conf);
        this.directory = fileSystem.makeQualified(unqualified);
        this.replication = (short) conf.getInt(Job.SUBMIT_REPLICATION, 10);
        this.clock = clock;
        make(directory);
        make(new Path(directory, USED));
        refuseForeign(user);
        list(directory, files);
        list(new Path(directory, USED), used);
    }

    private void make(Path made) throws IOException {
        if (!fileSystem.exists(made)) {
            FileSystem.mkdirs(fileSystem, made, DIRECTORY);
        }
    }

    private void refuseForeign(String user) throws IOException {
        FileStatus status = fileSystem.getFileStatus(directory);
        boolean writable = status.getPermission().getOtherAction().implies(FsAction.WRITE);
        boolean foreign = directory.toUri().getScheme().equals("hdfs")
                && !status.getOwner().equals(user);
        if (writable || foreign) {
            throw new IOException(
                    "Directory [%s] belongs to [%s] with permissions [%s]: only [%s] may write there, since its jobs run what lies there. Remove it, or set [indexer.working-path] to another directory"
                            .formatted(directory, status.getOwner(), status.getPermission(), user));
        }
    }

    private void list(Path listed, Map<String, FileStatus> into) throws IOException {
        for (FileStatus status : fileSystem.listStatus(listed)) {
            if (status.isFile()) {
                into.put(status.getPath().getName(), status);
            }
        }
    }

    /** The file of that name, which is uploaded if it isn't there. Several drivers may do so at once. */
    Path put(String name, Content content) throws IOException {
        use(name);
        Path target = new Path(directory, name);
        if (files.containsKey(name)) {
            return target;
        }
        Path unfinished = new Path(directory, UNFINISHED + UUID.randomUUID());
        try {
            try (FSDataOutputStream out = FileSystem.create(fileSystem, unfinished, FILE)) {
                content.writeTo(out);
            }
            fileSystem.setReplication(unfinished, replication);
            if (!fileSystem.rename(unfinished, target) && !fileSystem.exists(target)) {
                throw new IOException("Can't rename file [%s] to [%s]".formatted(unfinished, target));
            }
        } finally {
            fileSystem.delete(unfinished, false); // still there if it failed, or if another driver was faster
        }
        FileStatus uploaded = fileSystem.getFileStatus(target);
        files.put(name, uploaded);
        log.info("Uploaded [{}], [{}] bytes", target, uploaded.getLen());
        return target;
    }

    /** Whether that name needs no upload. */
    boolean has(String name) {
        return files.containsKey(name);
    }

    private void use(String name) throws IOException {
        FileStatus last = used.get(name);
        if (last != null && !isOlder(last, FRESH)) {
            return;
        }
        Path mark = new Path(new Path(directory, USED), name);
        try {
            fileSystem.create(mark, true).close();
        } catch (IOException e) {
            // HDFS tells whoever writes a file so when another driver replaces it, and that one's says the same
            if (!fileSystem.exists(mark)) {
                throw e;
            }
        }
    }

    /** Removes what no run has used for long, and what a driver that was killed left half written. */
    void removeUnused(Collection<Path> inUse) throws IOException {
        Set<String> names = Set.copyOf(inUse.stream().map(Path::getName).toList());
        for (FileStatus file : files.values()) {
            String name = file.getPath().getName();
            boolean unused = name.startsWith(UNFINISHED)
                    ? isOlder(file, ABANDONED)
                    : !names.contains(name) && isOlder(used.getOrDefault(name, file), KEPT);
            if (unused) {
                fileSystem.delete(file.getPath(), false);
                fileSystem.delete(new Path(new Path(directory, USED), name), false);
                log.info("Removed [{}]: nothing uses it any more", file.getPath());
            }
        }
    }

    private boolean isOlder(FileStatus status, Duration age) {
        return status.getModificationTime() < clock.millis() - age.toMillis();
    }
}
