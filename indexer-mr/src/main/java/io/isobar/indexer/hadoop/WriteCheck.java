package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * Makes sure before the first job that this user may write where the jobs will write: a reducer would find out only after all
 * the rows have been read, and try four times.
 */
final class WriteCheck {
    /** Others answer by rights that they only make up. */
    private static final Set<String> ASKED = Set.of("hdfs", "viewfs");

    private WriteCheck() {}

    /** Directories that aren't there yet are made beneath one that is. */
    static void run(Configuration conf, List<Path> directories) throws IOException {
        for (Path directory : directories) {
            FileSystem fileSystem = directory.getFileSystem(conf);
            if (ASKED.contains(fileSystem.getScheme())) {
                Path there = directory;
                while (!fileSystem.exists(there) && there.getParent() != null) {
                    there = there.getParent();
                }
                fileSystem.access(there, FsAction.WRITE_EXECUTE);
            }
        }
    }
}
