package io.isobar.catalog.store;

import java.io.IOException;
import java.net.URI;

/** Opens stores of some URI schemes. Found by {@link java.util.ServiceLoader}. */
public interface SegmentStoreProvider {
    /** Whether this provider opens such a URI. */
    boolean handles(URI uri);

    /** Opens the store at the URI. Only called with a URI that it handles. */
    SegmentStore open(URI uri) throws IOException;
}
