package io.isobar.indexer.hadoop;

import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.hadoop.HadoopSegmentStores;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * The store as a run sees it: through the configuration of its jobs, which knows nameservices, mount tables and Kerberos.
 * Containers need not have that of the cluster on their class path.
 */
final class RunStore {
    private RunStore() {}

    static SegmentStore open(URI uri, Configuration conf) throws IOException {
        boolean local = uri.getScheme() == null || uri.getScheme().equals("file");
        return local ? SegmentStores.open(uri) : HadoopSegmentStores.open(uri, conf);
    }

    /** Has a delegation token made, when a job is submitted, for each file system that its tasks will touch. */
    static void requestTokens(Configuration conf, Collection<Path> touched) throws IOException {
        Set<String> fileSystems = new LinkedHashSet<>(conf.getTrimmedStringCollection(MRJobConfig.JOB_NAMENODES));
        for (Path path : touched) {
            FileSystem fileSystem = path.getFileSystem(conf);
            if (!fileSystem.getScheme().equals("file")) {
                fileSystems.add(fileSystem.getUri().toString());
            }
        }
        conf.setStrings(MRJobConfig.JOB_NAMENODES, fileSystems.toArray(new String[0]));
    }
}
