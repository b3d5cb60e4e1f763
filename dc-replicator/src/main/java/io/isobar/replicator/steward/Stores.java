package io.isobar.replicator.steward;

import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Deep storage, and what else a steward serves to its peers. */
final class Stores implements AutoCloseable {
    private final List<SegmentStore> all;

    private Stores(List<SegmentStore> all) {
        this.all = List.copyOf(all);
    }

    static Stores open(URI deepStorage, List<URI> others) throws IOException {
        List<SegmentStore> all = new ArrayList<>();
        try {
            all.add(SegmentStores.open(deepStorage));
            for (URI other : others) {
                all.add(SegmentStores.open(other));
            }
        } catch (IOException | RuntimeException e) {
            new Stores(all).close();
            throw e;
        }
        return new Stores(all);
    }

    SegmentStore deepStorage() {
        return all.get(0);
    }

    List<SegmentStore> served() {
        return all;
    }

    @Override
    public void close() throws IOException {
        IOException problem = null;
        for (SegmentStore store : all) {
            try {
                store.close();
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
