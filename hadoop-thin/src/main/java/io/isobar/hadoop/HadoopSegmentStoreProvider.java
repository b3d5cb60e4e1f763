package io.isobar.hadoop;

import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStoreProvider;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Opens stores on every file system that Hadoop's configuration on the class path knows: {@code hdfs:} and others. */
public final class HadoopSegmentStoreProvider implements SegmentStoreProvider {
    @Override
    public boolean handles(URI uri) {
        try {
            FileSystem.getFileSystemClass(uri.getScheme(), new Configuration());
            return true;
        } catch (UnsupportedFileSystemException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Can't load Hadoop's file system for [%s]: is its library on the class path?".formatted(uri), e);
        }
    }

    @Override
    public SegmentStore open(URI uri) throws IOException {
        return HadoopSegmentStore.open(uri, new Configuration());
    }
}
