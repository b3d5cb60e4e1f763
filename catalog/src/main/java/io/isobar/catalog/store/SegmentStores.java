package io.isobar.catalog.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Opens a {@link SegmentStore} by its URI. */
public final class SegmentStores {
    private SegmentStores() {}

    /**
     * Opens the store: {@code file:} is a local directory, {@code http:} and {@code https:} a peer that can only be read
     * (its files are at {@code <uri>/segments/…}), and any other scheme what a provider on the class path handles.
     */
    public static SegmentStore open(URI uri) throws IOException {
        String scheme = uri.getScheme();
        if (scheme == null) {
            throw new IllegalArgumentException(
                    "URI [%s] of a store names no scheme: write file:///… for a local directory".formatted(uri));
        }
        if (scheme.equals("file")) {
            return LocalSegmentStore.open(Path.of(uri));
        }
        if (scheme.equals("http") || scheme.equals("https")) {
            return HttpSegmentStore.open(uri);
        }
        for (SegmentStoreProvider provider : ServiceLoader.load(SegmentStoreProvider.class)) {
            if (provider.handles(uri)) {
                return provider.open(uri);
            }
        }
        throw new IllegalArgumentException(
                "No store on the class path opens [%s]: Hadoop's file systems need the module hadoop-thin"
                        .formatted(uri));
    }
}
