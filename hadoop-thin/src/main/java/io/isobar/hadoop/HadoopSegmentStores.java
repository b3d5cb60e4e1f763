package io.isobar.hadoop;

import io.isobar.catalog.store.SegmentStore;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/** Stores on Hadoop's file systems, for whoever has a configuration of its own: jobs, and who submits them. */
public final class HadoopSegmentStores {
    private HadoopSegmentStores() {}

    /** Opens the store at {@code uri}, with the nameservices, mount tables and security that {@code configuration} tells. */
    public static SegmentStore open(URI uri, Configuration configuration) throws IOException {
        return HadoopSegmentStore.open(uri, configuration);
    }
}
