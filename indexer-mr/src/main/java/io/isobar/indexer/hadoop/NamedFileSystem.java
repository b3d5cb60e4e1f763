package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** The file system of a path that someone has written, or what is missing for it. */
final class NamedFileSystem {
    private static final Set<String> WEB = Set.of("http", "https");

    private NamedFileSystem() {}

    /**
     * Finds it.
     *
     * @param what the path is, for the message
     */
    static FileSystem of(Path path, Configuration conf, String what) throws IOException {
        String place = path.toUri().getScheme() == null
                ? "%s [%s] on [%s], the default of Hadoop's configuration and of [jobProperties],"
                        .formatted(what, path, FileSystem.getDefaultUri(conf))
                : "%s [%s]".formatted(what, path);
        if (WEB.contains(String.valueOf(path.toUri().getScheme()))) {
            throw new IOException(
                    "%s is on the web, of which Hadoop neither lists directories nor reads parts of files: copy it to HDFS, or to another file system of the cluster"
                            .formatted(place));
        }
        try {
            return path.getFileSystem(conf);
        } catch (UnsupportedFileSystemException | LinkageError e) { // it may miss classes of its own
            throw missing(place, e);
        } catch (RuntimeException e) { // so Hadoop wraps what it finds wrong before it has a file system
            if (e.getCause() instanceof UnknownHostException host) {
                throw new IOException(
                        "%s is on host [%s], which isn't known here: mend the name; if it is the name of a cluster, name the cluster's files in [indexer.hadoop-files]"
                                .formatted(place, host.getMessage()),
                        e);
            }
            if (e.getCause() instanceof ClassNotFoundException) {
                throw missing(place, e);
            }
            throw e;
        }
    }

    private static IOException missing(String place, Throwable e) {
        return new IOException(
                "%s is in a file system of which no class is here (%s): put Hadoop's jar for it, and the jars that it needs, into [lib/ext]"
                        .formatted(place, e.getMessage()),
                e);
    }
}
