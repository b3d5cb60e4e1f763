package io.isobar.catalog.store;

import java.io.IOException;
import java.net.URI;

@SuppressWarnings("DoNotCallSuggester")
final class HttpSegmentStore {
    private HttpSegmentStore() {}

    static SegmentStore open(URI uri) throws IOException {
        throw new UnsupportedOperationException();
    }
}
